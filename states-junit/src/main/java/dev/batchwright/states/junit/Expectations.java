package dev.batchwright.states.junit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.opentest4j.AssertionFailedError;

/// The comparisons that all assertions share. Every failure ends with the run's story.
interface Expectations {

  /// What is asserted about, in words.
  String subject();

  /// An error with the run's story.
  AssertionError failure(String message);

  default void demand(boolean holds, String message) {
    if (!holds) {
      throw failure(subject() + " " + message);
    }
  }

  default void demandEqual(String what, Object expected, Object actual) {
    if (!Objects.equals(expected, actual)) {
      throw differs(what, expected, actual);
    }
  }

  default void demandJson(String what, Object expected, Optional<JsonNode> actual) {
    JsonNode wanted = JsonValues.of(expected);
    if (actual.isEmpty() || !JsonValues.same(wanted, actual.get())) {
      throw differs(what, wanted, actual.map(Object.class::cast).orElse("nothing"));
    }
  }

  default void demandVariable(Map<String, JsonNode> variables, String name, Object expected) {
    demandJson("variable $" + name, expected, Optional.ofNullable(variables.get(name)));
  }

  default void demandVisited(List<String> visited, String... states) {
    for (String state : states) {
      demand(visited.contains(state), "was expected to visit '" + state + "', but never did");
    }
  }

  default void demandNotVisited(List<String> visited, String... states) {
    for (String state : states) {
      demand(!visited.contains(state), "was expected never to visit '" + state + "', but did");
    }
  }

  default void demandProblem(
      Optional<Problem> actual, String error, Optional<String> partOfCause, String verb) {
    String found = actual.flatMap(Problem::error).orElse("");
    if (actual.isEmpty() || !found.equals(error)) {
      throw differs(
          "the error that it " + verb, error, actual.map(Problem::toString).orElse("none"));
    }
    String cause = actual.flatMap(Problem::cause).orElse("");
    partOfCause.ifPresent(part -> {
      if (!cause.contains(part)) {
        throw differs("the cause of " + error, "text with " + part, cause);
      }
    });
  }

  private AssertionError differs(String what, Object expected, Object actual) {
    AssertionError story =
        failure(subject() + ": " + what + "\n  expected: " + expected + "\n   but was: " + actual);
    return new AssertionFailedError(story.getMessage(), expected, actual);
  }
}
