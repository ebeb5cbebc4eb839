package dev.batchwright.states.definition;

import java.util.Objects;
import java.util.Optional;

/// A whole, valid definition.
///
/// @param workflow the states
/// @param queryLanguage the language of states that name none
/// @param comment for people
/// @param timeoutSeconds after how long an execution ends as TIMED_OUT
/// @param source the text it was parsed from, which the API describes it by
public record StateMachine(
    Workflow workflow,
    QueryLanguage queryLanguage,
    Optional<String> comment,
    Optional<Long> timeoutSeconds,
    String source) {

  public StateMachine {
    Objects.requireNonNull(workflow, "workflow");
    Objects.requireNonNull(queryLanguage, "queryLanguage");
    Objects.requireNonNull(comment, "comment");
    Objects.requireNonNull(timeoutSeconds, "timeoutSeconds");
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
