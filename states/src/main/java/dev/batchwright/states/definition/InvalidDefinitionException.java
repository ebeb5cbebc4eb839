package dev.batchwright.states.definition;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// A definition that was refused, with everything that is wrong with it.
public final class InvalidDefinitionException extends Exception {

  private static final long serialVersionUID = 1L;

  private static final Set<Problem.Code> NOT_JSON =
      Set.of(Problem.Code.INVALID_JSON_DESCRIPTION, Problem.Code.MISSING_DESCRIPTION);

  private final transient List<Problem> problems;

  InvalidDefinitionException(List<Problem> problems) {
    super(problems.stream().map(Problem::toString).collect(Collectors.joining("\n")));
    this.problems = List.copyOf(problems);
  }

  /// Every problem, in the order of the definition.
  public List<Problem> problems() {
    return problems;
  }

  /// Whether the text is JSON at all.
  public boolean isJson() {
    return problems.stream().noneMatch(it -> NOT_JSON.contains(it.code()));
  }
}
