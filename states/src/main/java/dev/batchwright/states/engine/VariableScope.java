package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.query.Scope;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// The variables of one workflow run. Inner workflows see those of the outer ones and assign only
/// their own; what an inner one assigns is gone when it ends.
final class VariableScope implements Scope.Variables {

  private final Optional<VariableScope> outer;
  private final Map<String, JsonNode> values = new HashMap<>();

  VariableScope(Optional<VariableScope> outer) {
    this.outer = outer;
  }

  @Override
  public Optional<JsonNode> lookup(String name) {
    JsonNode value = values.get(name);
    return value != null ? Optional.of(value) : outer.flatMap(it -> it.lookup(name));
  }

  void assign(ObjectNode assigned) {
    assigned.properties().forEach(entry -> values.put(entry.getKey(), entry.getValue()));
  }

  /// A copy of this scope alone, to continue from later.
  VariableScope copy() {
    var copy = new VariableScope(outer);
    copy.values.putAll(values);
    return copy;
  }
}
