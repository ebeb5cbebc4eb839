package dev.batchwright.states.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.definition.InvalidDefinitionException;
import dev.batchwright.states.definition.MachineType;
import dev.batchwright.states.definition.Problem;
import dev.batchwright.states.definition.StateMachine;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Runs the cases in `spec/*.json`: see [SpecificationCases] for what a case is.
final class SpecificationTest {

  @TestFactory
  Stream<DynamicContainer> theSpecification() throws Exception {
    return SpecificationCases.files().entrySet().stream()
        .map(file ->
            DynamicContainer.dynamicContainer(
                file.getKey(), file.getValue().stream().map(SpecificationTest::test)));
  }

  private static DynamicTest test(JsonNode it) {
    return DynamicTest.dynamicTest(
        it.get("id").asText() + ": " + it.get("says").asText(), () -> check(it));
  }

  private static void check(JsonNode it) throws Exception {
    String definition = SpecificationCases.definition(it);
    MachineType type = SpecificationCases.type(it);
    if (it.has("problems")) {
      checkProblems(definition, type, it.get("problems"));
    } else {
      SpecificationRun.check(StateMachine.parse(definition, type), type, it);
    }
  }

  /// A problem is expected by its path, or by its path and a part of its message.
  private static void checkProblems(String definition, MachineType type, JsonNode expected) {
    List<Problem> found = List.of();
    try {
      StateMachine.parse(definition, type);
    } catch (InvalidDefinitionException e) {
      found = e.problems();
    }
    List<String> wanted = new ArrayList<>();
    for (JsonNode problem : expected) {
      wanted.add(problem.isTextual() ? problem.asText() : problem.get("path").asText());
      if (problem.has("says")) {
        assertThat(found)
            .as("%s", found)
            .anyMatch(it ->
                it.path().equals(problem.get("path").asText())
                    && it.message().contains(problem.get("says").asText()));
      }
    }
    assertThat(found.stream().map(Problem::path).toList())
        .as("%s", found)
        .containsExactlyInAnyOrderElementsOf(wanted);
  }
}
