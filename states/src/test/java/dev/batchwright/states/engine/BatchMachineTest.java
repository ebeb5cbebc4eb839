package dev.batchwright.states.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.definition.StateMachine;
import dev.batchwright.states.definition.Substitutions;
import dev.batchwright.states.port.TaskCall;
import dev.batchwright.states.port.TaskFailure;
import dev.batchwright.states.query.Json;
import dev.batchwright.states.time.SimulatedTime;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// A machine in the shape of a batch job: plan, distributed map over a manifest in S3, dead
/// letters, tolerated failures, a loop, and a publish at the end.
final class BatchMachineTest {

  private static final int ITEMS = 500;

  private final SimulatedTime time = SimulatedTime.automatic(Instant.parse("2026-01-01T00:00:00Z"));
  private final MemoryItems store = new MemoryItems();
  private final Queue<JsonNode> deadLetters = new ConcurrentLinkedQueue<>();
  private final Map<Integer, AtomicInteger> attempts = new ConcurrentHashMap<>();

  private Execution run(double tolerated, String childType) throws Exception {
    store.put(
        "work/items.json",
        IntStream.range(0, ITEMS)
            .mapToObj(n -> "{\"n\":" + n + "}")
            .collect(Collectors.joining(",", "[", "]")));
    Substitutions substituted =
        Substitutions.apply(
            resource(),
            Map.of(
                "PlanFunction", "plan",
                "MapFunction", "map",
                "MaxConcurrency", "50",
                "ChildType", childType,
                "DeadLetterQueue", "http://localhost/queue/dead"));
    assertThat(substituted.unresolved()).isEmpty();
    StatesEngine engine =
        StatesEngine.builder()
            .integrations(call -> answer(call, tolerated))
            .items(store)
            .time(time)
            .seed(7)
            .build();
    Execution execution =
        engine.run(StateMachine.parse(substituted.text()), Json.parse("{\"job\":\"count\"}"));
    execution.await();
    return execution;
  }

  private static String resource() throws IOException {
    try (InputStream in =
        BatchMachineTest.class.getResourceAsStream("/machines/batch-like.asl.json")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private JsonNode answer(TaskCall call, double tolerated) throws TaskFailure {
    return switch (call.stateName()) {
      case "Plan chunks" ->
          json(
              """
              {"StatusCode": 200, "Payload": {"bucket": "work", "items": "items.json",
               "tolerated": %s, "rounds": 2}}
              """
                  .formatted(tolerated));
      case "Map chunk" -> map(call.arguments().at("/Payload/item/n").asInt());
      case "Dead letter" -> {
        deadLetters.add(call.arguments().get("MessageBody"));
        yield call.arguments();
      }
      default -> call.arguments();
    };
  }

  /// Item 3 is throttled twice and then well; item 5 never is.
  private JsonNode map(int n) throws TaskFailure {
    int attempt = attempts.computeIfAbsent(n, _ -> new AtomicInteger()).incrementAndGet();
    if (n == 3 && attempt <= 2) {
      throw new TaskFailure("Lambda.TooManyRequestsException", "Rate exceeded");
    }
    if (n == 5) {
      throw new TaskFailure("BadJob", "no such column");
    }
    return json("{\"StatusCode\": 200, \"Payload\": {\"rows\": 10}}");
  }

  private static JsonNode json(String text) {
    try {
      return Json.parse(text);
    } catch (IOException e) {
      throw new IllegalArgumentException(e);
    }
  }

  @Test
  void toleratedFailuresGoToTheDeadLettersAndTheRunGoesOn() throws Exception {
    Execution execution = run(1.0, "EXPRESS");

    Ending ending = execution.ending().orElseThrow();
    assertThat(ending.output()).as("%s", ending).contains(json("{\"rounds\": 2}"));
    assertThat(deadLetters)
        .hasSize(2)
        .allSatisfy(letter -> {
          assertThat(letter.at("/item/n").asInt()).isEqualTo(5);
          assertThat(letter.at("/error/Error").asText()).isEqualTo("BadJob");
        });
    assertThat(attempts.get(3)).hasValue(4);
    assertThat(execution.mapRuns()).hasSize(2);
    MapRun run = execution.mapRuns().getFirst();
    assertThat(run.status()).isEqualTo(MapRun.Status.SUCCEEDED);
    assertThat(run.itemCounts())
        .isEqualTo(new MapRunCounts(0, 0, ITEMS - 1, 1, 0, 0, ITEMS, ITEMS - 1, 0, 0));
    assertThat(run.arn()).contains(":mapRun:Machine/Chunks:");
    assertThat(types(execution))
        .containsSubsequence(
            "MapStateEntered",
            "MapStateStarted",
            "MapRunStarted",
            "MapRunSucceeded",
            "MapStateSucceeded",
            "MapStateExited",
            "ChoiceStateEntered",
            "ChoiceStateExited",
            "MapStateEntered",
            "TaskStateEntered",
            "LambdaFunctionScheduled",
            "LambdaFunctionStarted",
            "LambdaFunctionSucceeded",
            "TaskStateExited",
            "ExecutionSucceeded");
  }

  @Test
  void aFailureTooManyFailsTheMapRun() throws Exception {
    Execution execution = run(0.1, "STANDARD");

    Ending ending = execution.ending().orElseThrow();
    assertThat(ending.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(ending.error()).contains("States.ExceedToleratedFailureThreshold");
    assertThat(execution.mapRuns().getFirst().status()).isEqualTo(MapRun.Status.FAILED);
    assertThat(types(execution))
        .endsWith("MapRunStarted", "MapRunFailed", "MapStateFailed", "ExecutionFailed");
  }

  private static List<String> types(Execution execution) {
    return execution.history().events().stream().map(it -> it.type()).toList();
  }
}
