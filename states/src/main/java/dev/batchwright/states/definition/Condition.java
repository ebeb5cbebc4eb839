package dev.batchwright.states.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.query.Expression;
import dev.batchwright.states.query.Path;
import dev.batchwright.states.query.QueryException;
import dev.batchwright.states.query.Scope;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What a rule of a Choice state tests.
public sealed interface Condition {

  /// Whether it holds.
  ///
  /// @throws QueryException when a query in it fails
  boolean holds(Scope scope);

  /// All of them.
  record And(List<Condition> conditions) implements Condition {
    public And {
      conditions = List.copyOf(conditions);
    }

    @Override
    public boolean holds(Scope scope) {
      return conditions.stream().allMatch(it -> it.holds(scope));
    }
  }

  /// Any of them.
  record Or(List<Condition> conditions) implements Condition {
    public Or {
      conditions = List.copyOf(conditions);
    }

    @Override
    public boolean holds(Scope scope) {
      return conditions.stream().anyMatch(it -> it.holds(scope));
    }
  }

  /// The opposite.
  record Not(Condition condition) implements Condition {
    public Not {
      Objects.requireNonNull(condition, "condition");
    }

    @Override
    public boolean holds(Scope scope) {
      return !condition.holds(scope);
    }
  }

  /// A JSONata expression.
  record Jsonata(Expression expression) implements Condition {
    public Jsonata {
      Objects.requireNonNull(expression, "expression");
    }

    @Override
    public boolean holds(Scope scope) {
      JsonNode value = expression.evaluate(scope);
      if (!value.isBoolean()) {
        throw QueryException.evaluation(
            "Condition",
            "The Condition '" + expression + "' returned " + value + ", expected a boolean");
      }
      return value.booleanValue();
    }
  }

  /// A comparison of the JSONPath language.
  record Comparison(Path variable, Comparator comparator, Expression operand) implements Condition {
    public Comparison {
      Objects.requireNonNull(variable, "variable");
      Objects.requireNonNull(comparator, "comparator");
      Objects.requireNonNull(operand, "operand");
    }

    @Override
    public boolean holds(Scope scope) {
      Optional<JsonNode> value = variable.find(scope);
      if (comparator == Comparator.IS_PRESENT) {
        return value.isPresent() == operand.evaluate(scope).booleanValue();
      }
      JsonNode found =
          value.orElseThrow(() ->
              QueryException.runtime(
                  "Invalid path '"
                      + variable.source()
                      + "': The choice state's condition path references an invalid value."));
      return comparator.holds(found, operand.evaluate(scope));
    }
  }
}
