package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.batchwright.states.query.Expression;
import dev.batchwright.states.query.QueryException;
import dev.batchwright.states.query.Scope;
import java.util.Optional;

/// Numbers of a definition that are known only when a state runs.
final class Numbers {

  /// Longest time of a state, seconds. (AWS: TimeoutSeconds and Wait.)
  private static final long MAX_SECONDS = 99_999_999;

  private Numbers() {}

  /// A whole number of seconds, at least `min`. (AWS: at most 99,999,999.)
  static Optional<Long> seconds(
      Optional<Expression> expression, Scope scope, String field, long min) {
    Optional<Long> value = whole(expression, scope, field, min);
    if (value.isPresent() && value.get() > MAX_SECONDS) {
      throw QueryException.wrongType(
          expression.orElseThrow(),
          field,
          "a whole number of " + min + " to " + MAX_SECONDS,
          JsonNodeFactory.instance.numberNode(value.get()));
    }
    return value;
  }

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
