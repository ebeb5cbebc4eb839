package dev.batchwright.states.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.definition.StateMachine;
import dev.batchwright.states.history.HistoryEvent;
import dev.batchwright.states.port.TaskFailure;
import dev.batchwright.states.query.Json;
import dev.batchwright.states.time.SimulatedTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/// What a redrive does to a Map Run, its children and its counts.
final class MapRunRedriveTest {

  private final SimulatedTime time = SimulatedTime.automatic(Instant.parse("2026-01-01T00:00:00Z"));
  private final Set<Integer> broken = ConcurrentHashMap.newKeySet();

  private final StatesEngine engine =
      StatesEngine.builder()
          .time(time)
          .seed(5)
          .integrations(call -> {
            if (broken.contains(call.arguments().asInt())) {
              throw new TaskFailure("Broken", "not yet");
            }
            return call.arguments();
          })
          .build();

  private static StateMachine machine(String type, String fields) throws Exception {
    return StateMachine.parse(
        """
        {"StartAt": "M", "States": {"M": {"Type": "Map", "Label": "L", "MaxConcurrency": 1, %s
         "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "%s"},
          "StartAt": "P", "States": {"P": {"Type": "Pass", "Next": "T"}, "T": {"Type": "Task",
          "Resource": "arn:aws:states:::lambda:invoke", "End": true}}}, "End": true}}}
        """
            .formatted(fields, type));
  }

  @Test
  void aStandardChildGoesOnWhereItFailedUnderItsOwnName() throws Exception {
    broken.add(2);
    Execution execution = engine.run(machine("STANDARD", ""), Json.parse("[1, 2, 3]"));
    assertThat(execution.await().status()).isEqualTo(ExecutionStatus.FAILED);
    MapRun run = execution.mapRuns().getFirst();
    assertThat(run.arn())
        .matches("arn:aws:states:us-east-1:000000000000:mapRun:Machine/L:[0-9a-f-]+");
    assertThat(run.itemCounts()).isEqualTo(new MapRunCounts(1, 0, 1, 1, 0, 0, 3, 0, 0, 0));
    assertThat(run.executionCounts()).isEqualTo(run.itemCounts());
    Execution failed = engine.children().of(run.arn()).get(1);
    assertThat(failed.arn())
        .isEqualTo("arn:aws:states:us-east-1:000000000000:execution:Machine/L:" + failed.name());
    assertThat(failed.notRedrivable()).contains("Child executions are redriven by their Map Run");
    assertThat(failed.redrive()).isEmpty();

    broken.clear();
    execution.redrive();

    assertThat(execution.await().output()).contains(Json.parse("[1, 2, 3]"));
    assertThat(engine.children().of(run.arn())).hasSize(3).contains(failed);
    assertThat(failed.redriveCount()).isEqualTo(1);
    assertThat(failed.history().events())
        .extracting(HistoryEvent::type)
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
            "ExecutionSucceeded");
    assertThat(run.itemCounts()).isEqualTo(new MapRunCounts(0, 0, 3, 0, 0, 0, 3, 3, 0, 0));
  }

  @Test
  void anExpressChildHasTheSameArnInEveryAttempt() throws Exception {
    Set<String> arns = ConcurrentHashMap.newKeySet();
    StatesEngine observed =
        StatesEngine.builder()
            .time(time)
            .integrations(call -> {
              if (!arns.add(call.executionArn())) {
                return call.arguments();
              }
              throw new TaskFailure("Broken", "the first time");
            })
            .build();
    Execution execution = observed.run(machine("EXPRESS", ""), Json.parse("[1]"));
    execution.await();

    execution.redrive();

    assertThat(execution.await().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(arns)
        .singleElement()
        .asString()
        .matches(
            "arn:aws:states:us-east-1:000000000000:express:Machine/L:[0-9a-f-]{36}:[0-9a-f-]{36}");
  }

  @Test
  void aChildThatCannotBeRedrivenStaysFailed() throws Exception {
    SimulatedTime manual = SimulatedTime.manual(Instant.parse("2026-01-01T00:00:00Z"));
    StatesEngine engine =
        StatesEngine.builder()
            .time(manual)
            .integrations(call -> {
              throw new TaskFailure("Broken", "for ever");
            })
            .build();
    StateMachine machine =
        StateMachine.parse(
            """
            {"StartAt": "M", "States": {"M": {"Type": "Map", "ToleratedFailureCount": 1,
             "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED",
              "ExecutionType": "STANDARD"}, "StartAt": "C", "States": {
              "C": {"Type": "Choice", "Choices": [{"Variable": "$", "NumericEquals": 1,
               "Next": "T"}], "Default": "W"},
              "W": {"Type": "Wait", "Seconds": 1000000, "Next": "T"},
              "T": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke", "End": true}}},
             "End": true}}}
            """);
    Execution execution = engine.run(machine, Json.parse("[1, 2]"));
    manual.advance(Duration.ofSeconds(1_000_000)); // the first child failed eleven days ago
    assertThat(execution.await().error()).contains("States.ExceedToleratedFailureThreshold");
    manual.advance(Duration.ofDays(4));

    execution.redrive();
    manual.advance(Duration.ZERO);

    MapRun run = execution.mapRuns().getFirst();
    assertThat(execution.await().status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(run.itemCounts()).isEqualTo(new MapRunCounts(0, 0, 0, 2, 0, 0, 2, 0, 1, 0));
    assertThat(engine.children().of(run.arn()))
        .extracting(Execution::redriveCount)
        .containsExactly(0, 1);
  }

  @Test
  void aRedriveWaitsForAnAbortToEnd() throws Exception {
    CountDownLatch started = new CountDownLatch(2);
    CountDownLatch never = new CountDownLatch(1);
    StatesEngine real =
        StatesEngine.builder()
            .integrations(call -> {
              if (started.getCount() > 0) {
                started.countDown();
                never.await();
              }
              return call.arguments();
            })
            .build();
    StateMachine machine =
        StateMachine.parse(
            """
            {"StartAt": "M", "States": {"M": {"Type": "Map",
             "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED",
              "ExecutionType": "STANDARD"}, "StartAt": "T", "States": {"T": {"Type": "Task",
              "Resource": "arn:aws:states:::lambda:invoke", "End": true}}}, "End": true}}}
            """);
    Execution execution = real.run(machine, Json.parse("[1, 2]"));
    started.await();

    execution.stop(Optional.of("Stopped"), Optional.empty());
    assertThat(execution.redrive()).isPresent();

    assertThat(execution.await().output()).contains(Json.parse("[1, 2]"));
    MapRun run = execution.mapRuns().getFirst();
    assertThat(run.status()).isEqualTo(MapRun.Status.SUCCEEDED);
    assertThat(run.redriveCount()).isEqualTo(1);
    assertThat(run.executionCounts()).isEqualTo(new MapRunCounts(0, 0, 2, 0, 0, 0, 2, 2, 0, 0));
  }

  @Test
  void whatWaitsForARedriveIsCounted() throws Exception {
    broken.addAll(List.of(1, 2));
    CountDownLatch going = new CountDownLatch(1);
    CountDownLatch seen = new CountDownLatch(1);
    StatesEngine real =
        StatesEngine.builder()
            .integrations(call -> {
              if (broken.contains(call.arguments().asInt())) {
                throw new TaskFailure("Broken", "not yet");
              }
              going.countDown();
              seen.await();
              return call.arguments();
            })
            .build();
    Execution execution =
        real.run(machine("EXPRESS", "\"ToleratedFailureCount\": 1,"), Json.parse("[1, 2, 3]"));
    execution.await();
    MapRun run = execution.mapRuns().getFirst();
    broken.clear();

    execution.redrive();
    going.await();
    MapRunCounts during = run.itemCounts();
    seen.countDown();

    assertThat(during).isEqualTo(new MapRunCounts(1, 1, 0, 0, 0, 0, 3, 0, 0, 1));
    assertThat(execution.await().status()).isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(run.itemCounts().pendingRedrive()).isZero();
    assertThat(run.redriveDate()).isPresent();
    assertThat(Duration.between(run.startDate(), run.stopDate().orElseThrow())).isPositive();
  }

  @Test
  void aMapRunOfAChildIsFoundByItsArn() throws Exception {
    Execution execution =
        engine.run(
            StateMachine.parse(
                """
                {"StartAt": "M", "States": {"M": {"Type": "Map", "ItemProcessor": {
                 "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
                 "StartAt": "N", "States": {"N": {"Type": "Map", "ItemProcessor": {
                  "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
                  "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}},
                  "End": true}}}, "End": true}}}
                """),
            Json.parse("[[1], [2, 3]]"));
    assertThat(execution.await().output()).contains(Json.parse("[[1], [2, 3]]"));

    List<Execution> children = engine.children().of(execution.mapRuns().getFirst().arn());
    MapRun inner = children.getLast().mapRuns().getFirst();

    assertThat(engine.children().mapRun(inner.arn())).containsSame(inner);
    assertThat(inner.itemCounts().succeeded()).isEqualTo(2);
    assertThat(engine.children().mapRun("none")).isEmpty();
  }

  @Test
  void aThousandRedrivesAreTheMost() throws Exception {
    broken.add(1);
    Execution execution = engine.run(machine("EXPRESS", ""), Json.parse("[1]"));
    execution.await();
    for (int i = 0; i < 1_000; i++) {
      assertThat(execution.redrive()).isPresent();
      assertThat(execution.await().error()).contains("States.ExceedToleratedFailureThreshold");
    }

    execution.redrive();

    assertThat(execution.await().error()).contains("States.Runtime");
    assertThat(execution.mapRuns().getFirst().redriveCount()).isEqualTo(1_000);
    JsonNode last = execution.history().page(0, 1, true).getFirst().details();
    assertThat(last.path("cause").asText()).contains("redriven 1000 times");
  }
}
