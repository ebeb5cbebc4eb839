package dev.batchwright.states.definition;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// A whole, valid definition.
///
/// @param workflow the states
/// @param queryLanguage the language of states that name none
/// @param comment for people
/// @param timeoutSeconds after how long an execution ends as TIMED_OUT
/// @param variableReferences the variables that each state reads, without `$`; states that read
///   none are not in it
/// @param source the text it was parsed from, which the API describes it by
public record StateMachine(
    Workflow workflow,
    QueryLanguage queryLanguage,
    Optional<String> comment,
    Optional<Long> timeoutSeconds,
    Map<String, List<String>> variableReferences,
    String source) {

  public StateMachine {
    Objects.requireNonNull(workflow, "workflow");
    Objects.requireNonNull(queryLanguage, "queryLanguage");
    Objects.requireNonNull(comment, "comment");
    Objects.requireNonNull(timeoutSeconds, "timeoutSeconds");
    variableReferences = Collections.unmodifiableMap(new LinkedHashMap<>(variableReferences));
    Objects.requireNonNull(source, "source");
  }

  /// Parses and checks a definition for Standard executions.
  ///
  /// @throws InvalidDefinitionException with every problem that it has
  public static StateMachine parse(String text) throws InvalidDefinitionException {
    return parse(text, MachineType.STANDARD);
  }

  /// Parses and checks a definition.
  ///
  /// @throws InvalidDefinitionException with every problem that it has
  public static StateMachine parse(String text, MachineType type)
      throws InvalidDefinitionException {
    return DefinitionParser.parse(text, type);
  }
}
