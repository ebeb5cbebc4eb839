package dev.batchwright.states.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.query.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the top level of a definition.
final class DefinitionParser {

  /// Longest definition. (AWS: service quotas, "Maximum state machine definition size".)
  private static final int MAX_DEFINITION_CHARS = 1 << 20;

  /// Longest time a machine or task may take, seconds. (AWS: TimeoutSeconds, 99,999,999.)
  static final long MAX_SECONDS = 99_999_999;

  private DefinitionParser() {}

  static StateMachine parse(String text, MachineType type) throws InvalidDefinitionException {
    JsonNode root = json(text);
    QueryLanguage language =
        "JSONata".equals(root.path("QueryLanguage").asText())
            ? QueryLanguage.JSONATA
            : QueryLanguage.JSONPATH;
    Context context = Context.of(language, type);
    Fields fields = Fields.of(root, "$", context);
    fields.word("QueryLanguage", Set.of("JSONPath", "JSONata"));
    Optional<String> comment = fields.text("Comment");
    fields.word("Version", Set.of("1.0"));
    Optional<Long> timeout = fields.integer("TimeoutSeconds", 1, MAX_SECONDS);
    Optional<Workflow> workflow = new WorkflowParser(context).parse(fields);
    fields.finish("a state machine");
    context.assigned().check(context::report);
    context.problems().addAll(RepeatedNames.in(text));
    if (!context.problems().isEmpty() || workflow.isEmpty()) {
      throw new InvalidDefinitionException(context.problems());
    }
    Map<String, List<String>> references = new LinkedHashMap<>();
    context
        .referencesByState()
        .forEach((state, names) -> references.put(state, List.copyOf(names)));
    return new StateMachine(workflow.get(), language, comment, timeout, references, text);
  }

  private static JsonNode json(String text) throws InvalidDefinitionException {
    if (text.length() > MAX_DEFINITION_CHARS) {
      throw new InvalidDefinitionException(
          List.of(
              new Problem(
                  Problem.Code.SCHEMA_VALIDATION_FAILED,
                  "$",
                  "has " + text.length() + " characters, at most 1 MB is allowed")));
    }
    if (text.isBlank()) {
      throw new InvalidDefinitionException(
          List.of(new Problem(Problem.Code.MISSING_DESCRIPTION, "$", "is empty, expected JSON")));
    }
    try {
      return Json.parse(text);
    } catch (JsonProcessingException e) {
      throw new InvalidDefinitionException(
          List.of(new Problem(Problem.Code.INVALID_JSON_DESCRIPTION, "$", notJson(text, e))));
    }
  }

  private static String notJson(String text, JsonProcessingException e) {
    List<String> unresolved = Substitutions.apply(text, java.util.Map.of()).unresolved();
    String hint =
        unresolved.isEmpty()
            ? ""
            : "; the placeholders " + unresolved + " have to be substituted before parsing";
    var location = e.getLocation();
    String where =
        location == null
            ? ""
            : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    return "is not JSON: " + e.getOriginalMessage() + where + hint;
  }
}
