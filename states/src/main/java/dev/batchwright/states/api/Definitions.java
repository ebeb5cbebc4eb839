package dev.batchwright.states.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.definition.InvalidDefinitionException;
import dev.batchwright.states.definition.MachineType;
import dev.batchwright.states.definition.Problem;
import dev.batchwright.states.definition.StateMachine;
import java.util.List;
import java.util.stream.Collectors;

/// Parses definitions for the API and words their problems as the service does.
final class Definitions {

  private static final String SCHEMA = "SCHEMA_VALIDATION_FAILED";
  private static final String NOT_JSON = "INVALID_JSON_DESCRIPTION";

  private Definitions() {}

  static StateMachine parse(String text, MachineType type) throws ApiException {
    try {
      return StateMachine.parse(text, type);
    } catch (InvalidDefinitionException e) {
      String code = e.isJson() ? SCHEMA : NOT_JSON;
      String all =
          e.problems().stream()
              .map(it -> code + ": " + it.message() + " at " + it.pointer())
              .collect(Collectors.joining(", "));
      throw new ApiException(
          "InvalidDefinition", "Invalid State Machine Definition: '" + all + "'");
    }
  }

  /// The response of ValidateStateMachineDefinition.
  static ObjectNode validate(String text, MachineType type, int maxResults) {
    ObjectNode response = JsonNodeFactory.instance.objectNode();
    List<Problem> problems = List.of();
    String code = SCHEMA;
    try {
      StateMachine.parse(text, type);
    } catch (InvalidDefinitionException e) {
      problems = e.problems();
      code = e.isJson() ? SCHEMA : NOT_JSON;
    }
    response.put("result", problems.isEmpty() ? "OK" : "FAIL");
    ArrayNode diagnostics = response.putArray("diagnostics");
    for (Problem problem : problems.subList(0, Math.min(maxResults, problems.size()))) {
      diagnostics
          .addObject()
          .put("severity", "ERROR")
          .put("code", code)
          .put("message", problem.message())
          .put("location", problem.pointer());
    }
    response.put("truncated", problems.size() > maxResults);
    return response;
  }
}
