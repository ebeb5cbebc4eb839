package dev.batchwright.states.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.definition.StateMachine;
import dev.batchwright.states.port.TaskFailure;
import dev.batchwright.states.query.Json;
import dev.batchwright.states.time.SimulatedTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;

final class RedriveTest {

  private final SimulatedTime time = SimulatedTime.automatic(Instant.parse("2026-01-01T00:00:00Z"));
  private final Queue<JsonNode> seen = new ConcurrentLinkedQueue<>();
  private volatile boolean broken = true;

  private final StatesEngine engine =
      StatesEngine.builder()
          .time(time)
          .seed(5)
          .integrations(call -> {
            JsonNode payload = call.arguments().get("Payload");
            seen.add(payload);
            if (broken && payload.path("n").asInt() > 2) {
              throw new TaskFailure("Broken", "not yet");
            }
            return payload;
          })
          .build();

  @Test
  void anExecutionGoesOnWithTheStateThatFailed() throws Exception {
    StateMachine machine =
        StateMachine.parse(
            """
            {"QueryLanguage": "JSONata", "StartAt": "A", "States": {
             "A": {"Type": "Pass", "Assign": {"v": 7}, "Next": "T"},
             "T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
              "Arguments": {"FunctionName": "f", "Payload": {"n": "{% $v %}"}}, "Next": "Z"},
             "Z": {"Type": "Pass", "Output": {"n": "{% $states.input.n %}",
              "redrives": "{% $states.context.Execution.RedriveCount %}"}, "End": true}}}
            """);
    Execution execution = engine.run(machine, Json.parse("{}"));
    assertThat(execution.await().error()).contains("Broken");

    broken = false;
    assertThat(execution.redrive()).isPresent();

    assertThat(execution.await().output()).contains(Json.parse("{\"n\": 7, \"redrives\": 1}"));
    assertThat(types(execution))
        .containsExactly(
            "ExecutionStarted",
            "PassStateEntered",
            "PassStateExited",
            "TaskStateEntered",
            "TaskScheduled",
            "TaskStarted",
            "TaskFailed",
            "ExecutionFailed",
            "ExecutionRedriven",
            "TaskScheduled",
            "TaskStarted",
            "TaskSucceeded",
            "TaskStateExited",
            "PassStateEntered",
            "PassStateExited",
            "ExecutionSucceeded");
    assertThat(execution.redrive()).isEmpty();
    assertThat(execution.notRedrivable()).contains("Execution is SUCCEEDED and cannot be redriven");
  }

  @Test
  void aMapRunDoesOnlyTheItemsThatHaveNotSucceeded() throws Exception {
    StateMachine machine =
        StateMachine.parse(
            """
            {"StartAt": "M", "States": {"M": {"Type": "Map", "ToleratedFailureCount": 1,
             "MaxConcurrency": 1,
             "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED",
              "ExecutionType": "EXPRESS"}, "StartAt": "T", "States": {"T": {"Type": "Task",
              "Resource": "arn:aws:states:::lambda:invoke",
              "Parameters": {"FunctionName": "f", "Payload.$": "$"}, "End": true}}}, "End": true}}}
            """);
    Execution execution =
        engine.run(
            machine, Json.parse("[{\"n\": 1}, {\"n\": 3}, {\"n\": 2}, {\"n\": 4}, {\"n\": 5}]"));
    assertThat(execution.await().error()).contains("States.ExceedToleratedFailureThreshold");
    MapRun run = execution.mapRuns().getFirst();
    assertThat(run.itemCounts()).isEqualTo(new MapRunCounts(1, 0, 2, 2, 0, 0, 5, 0, 0, 0));
    seen.clear();

    broken = false;
    execution.redrive();

    assertThat(execution.await().output())
        .contains(Json.parse("[{\"n\": 1}, {\"n\": 3}, {\"n\": 2}, {\"n\": 4}, {\"n\": 5}]"));
    assertThat(seen).extracting(it -> it.get("n").asInt()).containsExactly(3, 4, 5);
    assertThat(execution.mapRuns()).containsExactly(run);
    assertThat(run.itemCounts()).isEqualTo(new MapRunCounts(0, 0, 5, 0, 0, 0, 5, 5, 0, 0));
    assertThat(run.redriveCount()).isEqualTo(1);
    assertThat(types(execution))
        .containsSubsequence(
            "MapRunFailed",
            "MapStateFailed",
            "ExecutionFailed",
            "ExecutionRedriven",
            "MapRunRedriven",
            "MapRunSucceeded",
            "MapStateSucceeded",
            "MapStateExited",
            "ExecutionSucceeded");
  }

  @Test
  void aStoppedExecutionGoesOnToo() throws Exception {
    StateMachine machine =
        StateMachine.parse(
            """
            {"TimeoutSeconds": 100, "StartAt": "W", "States": {"W": {"Type": "Wait",
             "Seconds": 60, "Next": "X"}, "X": {"Type": "Wait", "Seconds": 60, "End": true}}}
            """);
    Execution execution = engine.run(machine, Json.parse("{}"));
    assertThat(execution.await().status()).isEqualTo(ExecutionStatus.TIMED_OUT);

    execution.redrive();

    assertThat(execution.await().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(Duration.between(execution.startDate(), execution.ending().get().stopDate()))
        .isEqualTo(Duration.ofSeconds(160));
  }

  @Test
  void aStopIsHeardOnce() throws Exception {
    StateMachine machine =
        StateMachine.parse(
            """
            {"StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
             "Resource": "arn:aws:states:::lambda:invoke.waitForTaskToken"}}}
            """);
    StatesEngine real = StatesEngine.builder().integrations(call -> call.arguments()).build();
    Execution execution = real.run(machine, Json.parse("{}"));

    Ending first = execution.stop(Optional.of("A"), Optional.empty());
    Ending second = execution.stop(Optional.of("B"), Optional.empty());

    assertThat(first.error()).contains("A");
    assertThat(second).isEqualTo(first);
  }

  private static List<String> types(Execution execution) {
    return execution.history().events().stream().map(it -> it.type()).toList();
  }
}
