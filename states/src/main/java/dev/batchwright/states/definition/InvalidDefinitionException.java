package dev.batchwright.states.definition;

import java.util.List;
import java.util.stream.Collectors;

/// A definition that was refused, with everything that is wrong with it.
public final class InvalidDefinitionException extends Exception {

  private static final long serialVersionUID = 1L;

  private final transient List<Problem> problems;
  private final boolean json;

  InvalidDefinitionException(List<Problem> problems, boolean json) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
    this.json = json;
  }

  /// Every problem, in the order of the definition.
  public List<Problem> problems() {
    return problems;
  }

  /// Whether the text is JSON at all.
  public boolean isJson() {
    return json;
  }
}
