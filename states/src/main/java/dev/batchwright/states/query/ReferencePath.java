package dev.batchwright.states.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/// A ResultPath: the one place in a tree where a result goes, made on the way where it is missing.
public final class ReferencePath {

  private final String source;
  private final List<Walk.Step> steps;

  private ReferencePath(String source, List<Walk.Step> steps) {
    this.source = source;
    this.steps = List.copyOf(steps);
  }

  /// Compiles a reference path.
  ///
  /// @throws IllegalArgumentException when it does not start with `$.` or `$[`, or can name more
  ///   than one place
  public static ReferencePath compile(String source) {
    if (!source.startsWith("$") || source.startsWith("$$")) {
      throw new IllegalArgumentException("expected a reference path that starts with $");
    }
    return new ReferencePath(
        source,
        Walk.Steps.parse(source.substring(1))
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "expected a reference path of names and indexes only")));
  }

  /// A copy of `input` with `value` in this place; `input` itself is not touched.
  ///
  /// @throws QueryException with `States.ResultPathMatchFailure` when the place cannot be
  public JsonNode put(JsonNode input, JsonNode value) {
    return put(input, value, 0);
  }

  private JsonNode put(JsonNode node, JsonNode value, int depth) {
    if (depth == steps.size()) {
      return value;
    }
    return switch (steps.get(depth)) {
      case Walk.Step.Name(String name) -> {
        ObjectNode copy = JsonNodeFactory.instance.objectNode();
        if (node.isObject()) {
          node.properties().forEach(entry -> copy.set(entry.getKey(), entry.getValue()));
        } else if (!node.isNull()) {
          throw mismatch(node);
        }
        JsonNode below = copy.path(name);
        copy.set(
            name,
            put(
                below.isMissingNode() ? JsonNodeFactory.instance.nullNode() : below,
                value,
                depth + 1));
        yield copy;
      }
      case Walk.Step.Index(int index) -> {
        if (!node.isArray() || index < 0 || index >= node.size()) {
          throw mismatch(node);
        }
        ArrayNode copy = JsonNodeFactory.instance.arrayNode(node.size());
        node.forEach(copy::add);
        copy.set(index, put(node.get(index), value, depth + 1));
        yield copy;
      }
    };
  }

  private QueryException mismatch(JsonNode node) {
    return new QueryException(
        "States.ResultPathMatchFailure",
        java.util.Optional.empty(),
        "Unable to apply ReferencePath " + source + " to input " + node);
  }

  @Override
  public String toString() {
    return source;
  }
}
