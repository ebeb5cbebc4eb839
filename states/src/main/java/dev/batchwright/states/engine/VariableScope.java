package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.Limits;
import dev.batchwright.states.query.Json;
import dev.batchwright.states.query.Scope;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The variables of one workflow run. Inner workflows see those of the outer ones and assign only
/// their own; what an inner one assigns is gone when it ends.
final class VariableScope implements Scope.Variables {

  /// What all scopes of one execution hold together.
  private static final class Total {
    private long bytes;
  }

  private final Optional<VariableScope> outer;
  private final Total total;
  private final Map<String, JsonNode> values = new HashMap<>();

  VariableScope(Optional<VariableScope> outer) {
    this.outer = outer;
    this.total = outer.map(it -> it.total).orElseGet(Total::new);
  }

  @Override
  public Optional<JsonNode> lookup(String name) {
    JsonNode value = values.get(name);
    return value != null ? Optional.of(value) : outer.flatMap(it -> it.lookup(name));
  }

  /// Whether variables with these values are within the limits: of one Assign, and of all variables
  /// of the execution. A single one is within its own limit when its Assign is.
  boolean fits(ObjectNode assigned) {
    long bytes = 0;
    long replaced = 0;
    for (Map.Entry<String, JsonNode> entry : assigned.properties()) {
      bytes += Json.sizeBytes(entry.getValue());
      replaced += sizeBytes(values.get(entry.getKey()));
    }
    return bytes <= Limits.MAX_ASSIGNED_BYTES
        && total.bytes - replaced + bytes <= Limits.MAX_VARIABLES_BYTES;
  }

  void assign(ObjectNode assigned) {
    assigned
        .properties()
        .forEach(entry -> {
          JsonNode before = values.put(entry.getKey(), entry.getValue());
          total.bytes += Json.sizeBytes(entry.getValue()) - sizeBytes(before);
        });
  }

  private static long sizeBytes(@Nullable JsonNode value) {
    return value == null ? 0 : Json.sizeBytes(value);
  }

  /// The workflow run has ended: its variables are gone. Those of the execution's own stay, because
  /// a redrive goes on with them.
  void close() {
    if (outer.isEmpty()) {
      return;
    }
    values.values().forEach(value -> total.bytes -= Json.sizeBytes(value));
    values.clear();
  }
}
