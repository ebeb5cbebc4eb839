package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.query.Expression;
import dev.batchwright.states.query.QueryException;
import dev.batchwright.states.query.Scope;
import java.util.Optional;

/// Numbers of a definition that are known only when a state runs.
final class Numbers {

  private Numbers() {}

  /// A whole number of at least `min`.
  static Optional<Long> whole(
      Optional<Expression> expression, Scope scope, String field, long min) {
    if (expression.isEmpty()) {
      return Optional.empty();
    }
    JsonNode value = expression.get().evaluate(scope);
    boolean isWhole = value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue());
    if (!isWhole || value.doubleValue() < min) {
      throw QueryException.wrongType(
          expression.get(), field, "a whole number of " + min + " or more", value);
    }
    return Optional.of(value.longValue());
  }

  /// A number in [min, max].
  static Optional<Double> real(
      Optional<Expression> expression, Scope scope, String field, double min, double max) {
    if (expression.isEmpty()) {
      return Optional.empty();
    }
    JsonNode value = expression.get().evaluate(scope);
    if (!value.isNumber() || value.doubleValue() < min || value.doubleValue() > max) {
      throw QueryException.wrongType(
          expression.get(), field, "a number of " + min + " to " + max, value);
    }
    return Optional.of(value.doubleValue());
  }
}
