package dev.batchwright.tests.localstack;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.engine.SpecificationCases;
import dev.batchwright.states.query.Json;
import java.io.IOException;
import java.util.Optional;

/// A case whose distributed maps have Express children is run a second time, with Standard ones:
/// LocalStack refuses the first, and what it does with the rest of such a map would never be seen.
/// What the children are makes no difference to what such a case expects.
final class StandardChildren {

  /// Ends the id of a case that is run so.
  static final String SUFFIX = "@STANDARD";

  private StandardChildren() {}

  static Optional<JsonNode> of(JsonNode it) throws IOException {
    if (it.has("problems")) {
      return Optional.empty();
    }
    JsonNode definition = Json.parse(SpecificationCases.definition(it));
    if (!replace(definition)) {
      return Optional.empty();
    }
    ObjectNode standard = it.deepCopy();
    standard.put("id", it.get("id").asText() + SUFFIX);
    standard.set("definition", definition);
    return Optional.of(standard);
  }

  private static boolean replace(JsonNode node) {
    boolean replaced = false;
    if (node instanceof ObjectNode object
        && object.path("ExecutionType").asText().equals("EXPRESS")) {
      object.put("ExecutionType", "STANDARD");
      replaced = true;
    }
    for (JsonNode child : node) {
      replaced |= replace(child);
    }
    return replaced;
  }
}
