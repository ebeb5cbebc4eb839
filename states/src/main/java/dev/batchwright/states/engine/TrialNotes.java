package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.query.Expression;
import dev.batchwright.states.query.Scope;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;

/// What the fields of a state under trial came to, noted as they are evaluated.
final class TrialNotes {

  private final Optional<ObjectNode> context;
  private final Map<String, JsonNode> stages = new ConcurrentHashMap<>();

  /// @param context what the state sees as its context object
  TrialNotes(Optional<ObjectNode> context) {
    this.context = context;
  }

  Map<String, JsonNode> stages() {
    return stages;
  }

  void put(String stage, JsonNode value) {
    stages.put(stage, value);
  }

  /// The expression, with its value noted.
  Optional<Expression> noted(Optional<Expression> expression, String stage) {
    return expression.map(it -> new Noted(it, (_, value) -> put(stage, value)));
  }

  /// The expression, with what it was evaluated on noted.
  Optional<Expression> before(Optional<Expression> expression, String stage) {
    return expression.map(it -> new Noted(it, (scope, _) -> put(stage, scope.input())));
  }

  /// The expression, which sees the given context object.
  Optional<Expression> inContext(Optional<Expression> expression) {
    return context.isEmpty() ? expression : expression.map(it -> new Noted(it, (_, _) -> {}));
  }

  /// The item at hand in a Map is the engine's, whatever context is given.
  private Scope given(Scope scope) {
    if (context.isEmpty()) {
      return scope;
    }
    Scope.Surroundings own = scope.surroundings();
    return new Scope(
        scope.input(),
        scope.result(),
        scope.errorOutput(),
        new Scope.Surroundings(
            () -> {
              JsonNode item = own.context().get().path("Map");
              ObjectNode seen = context.get().deepCopy();
              if (!item.isMissingNode()) {
                seen.set("Map", item);
              }
              return seen;
            },
            own.variables(),
            own.random(),
            own.clock()));
  }

  private final class Noted implements Expression.Query {
    private final Expression inner;
    private final BiConsumer<Scope, JsonNode> sink;

    Noted(Expression inner, BiConsumer<Scope, JsonNode> sink) {
      this.inner = inner;
      this.sink = sink;
    }

    @Override
    public JsonNode evaluate(Scope scope) {
      JsonNode value = inner.evaluate(given(scope));
      sink.accept(scope, value);
      return value;
    }

    @Override
    public String source() {
      return inner instanceof Expression.Query query ? query.source() : inner.toString();
    }

    @Override
    public Set<String> variables() {
      return inner.variables();
    }
  }
}
