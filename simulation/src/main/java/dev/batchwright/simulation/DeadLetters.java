package dev.batchwright.simulation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.simulation.faults.FaultKind;
import dev.batchwright.states.engine.Execution;
import dev.batchwright.states.engine.ExecutionStatus;
import java.util.List;

/// Holds the dead letters against the executions: every letter is of one of them and says what is
/// needed to do its item again; every failed execution has its letter.
final class DeadLetters {

  private DeadLetters() {}

  static void check(World world, List<Execution> executions) {
    List<JsonNode> letters = world.letters().all();
    for (JsonNode letter : letters) {
      boolean complete =
          letter.path("run").asText().startsWith("run-")
              && !letter.path("error").asText().isEmpty()
              && !letter.path("cause").asText().isEmpty()
              && !letter.path("execution").asText().isEmpty();
      boolean item = letter.path("stage").asText().equals("run") || letter.path("item").isObject();
      if (!complete || !item) {
        world.violated("a dead letter does not say what to do: " + letter);
      }
    }
    if (world.counts().of(FaultKind.LETTER_REFUSED) > 0) {
      return; // a letter may be lost for good; its execution failed all the same
    }
    for (Execution execution : executions) {
      boolean failed = execution.status() == ExecutionStatus.FAILED;
      boolean refused =
          execution
              .ending()
              .flatMap(e -> e.error())
              .filter(e -> e.endsWith("BadRequestException"))
              .isPresent();
      if (failed && !refused && letters.stream().noneMatch(l -> Operator.isOf(l, execution))) {
        world.violated(execution.name() + " failed and left no dead letter");
      }
    }
  }
}
