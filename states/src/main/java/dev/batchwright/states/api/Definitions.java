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
    return parse(text, type, "");
  }

  /// As [#parse], with places told from inside of `prefix`.
  static StateMachine parse(String text, MachineType type, String prefix) throws ApiException {
    try {
      return StateMachine.parse(text, type);
    } catch (InvalidDefinitionException e) {
      String all =
          e.problems().stream()
              .map(it -> code(e, it) + ": " + it.message() + " at " + place(it, prefix))
              .collect(Collectors.joining(", "));
      throw refused(all);
    }
  }

  private static String place(Problem problem, String prefix) {
    String pointer = problem.pointer();
    String inside = pointer.startsWith(prefix) ? pointer.substring(prefix.length()) : pointer;
    return inside.isEmpty() ? "/" : inside;
  }

  private static String code(InvalidDefinitionException e, Problem problem) {
    return e.isJson() ? SCHEMA : NOT_JSON;
  }

  static ApiException notJson(String why) {
    return refused(NOT_JSON + ": " + why);
  }

  private static ApiException refused(String why) {
    return new ApiException("InvalidDefinition", "Invalid State Machine Definition: '" + why + "'");
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
