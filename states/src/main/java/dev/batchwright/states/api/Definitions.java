package dev.batchwright.states.api;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.definition.InvalidDefinitionException;
import dev.batchwright.states.definition.MachineType;
import dev.batchwright.states.definition.Problem;
import dev.batchwright.states.definition.StateMachine;
import dev.batchwright.states.definition.Warnings;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Parses definitions for the API and words their problems as the service does.
final class Definitions {

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
              .map(it -> it.code() + ": " + it.message() + " at " + place(it, prefix))
              .collect(Collectors.joining(", "));
      throw refused(all);
    }
  }

  private static String place(Problem problem, String prefix) {
    String pointer = problem.pointer();
    String inside = pointer.startsWith(prefix) ? pointer.substring(prefix.length()) : pointer;
    return inside.isEmpty() ? "/" : inside;
  }

  static ApiException notJson(String why) {
    return refused(Problem.Code.INVALID_JSON_DESCRIPTION + ": " + why);
  }

  private static ApiException refused(String why) {
    return new ApiException("InvalidDefinition", "Invalid State Machine Definition: '" + why + "'");
  }

  /// The response of ValidateStateMachineDefinition.
  ///
  /// @param withWarnings whether warnings are told as well; errors come first
  static ObjectNode validate(String text, MachineType type, boolean withWarnings, int maxResults) {
    List<Problem> problems = new ArrayList<>();
    try {
      StateMachine.parse(text, type);
    } catch (InvalidDefinitionException e) {
      problems.addAll(e.problems());
    }
    ObjectNode response = JsonNodeFactory.instance.objectNode();
    response.put("result", problems.isEmpty() ? "OK" : "FAIL");
    if (withWarnings) {
      problems.addAll(Warnings.in(text));
    }
    ArrayNode diagnostics = response.putArray("diagnostics");
    for (Problem problem : problems.subList(0, Math.min(maxResults, problems.size()))) {
      diagnostics
          .addObject()
          .put("severity", problem.code().isWarning() ? "WARNING" : "ERROR")
          .put("code", problem.code().name())
          .put("message", problem.message())
          .put("location", problem.pointer());
    }
    return response.put("truncated", problems.size() > maxResults);
  }
}
