package dev.batchwright.states.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.definition.StateMachine;
import dev.batchwright.states.history.HistoryEvent;
import dev.batchwright.states.port.TaskCall;
import dev.batchwright.states.port.TaskFailure;
import dev.batchwright.states.query.Json;
import dev.batchwright.states.time.SimulatedTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// What an observer is told, and that deterministic time makes it the same in every run.
final class ObserverTest {

  private static final String MACHINE =
      """
      {"QueryLanguage": "JSONata", "StartAt": "Enough?", "States": {
        "Enough?": {"Type": "Choice", "Default": "Never", "Choices": [
          {"Condition": "{% false %}", "Next": "Never"},
          {"Condition": "{% true %}", "Next": "Both"}]},
        "Never": {"Type": "Fail"},
        "Both": {"Type": "Parallel", "Next": "Children", "Branches": [
          {"StartAt": "Try", "States": {"Try": {"Type": "Task", "End": true,
            "Resource": "arn:aws:lambda:us-east-1:000000000000:function:try",
            "Retry": [{"ErrorEquals": ["Other"]},
                      {"ErrorEquals": ["Busy"], "IntervalSeconds": 3, "MaxAttempts": 1}],
            "Catch": [{"ErrorEquals": ["Busy"], "Next": "Caught", "Assign": {"seen": true}}]},
            "Caught": {"Type": "Pass", "End": true}}},
          {"StartAt": "Items", "States": {"Items": {"Type": "Map", "End": true,
            "Items": [0, 1], "ItemProcessor": {"StartAt": "Item", "States": {
              "Item": {"Type": "Pass", "End": true}}}}}}]},
        "Children": {"Type": "Map", "End": true, "Items": [7], "ItemProcessor": {
          "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
          "StartAt": "Child", "States": {"Child": {"Type": "Task", "End": true,
            "Resource": "arn:aws:lambda:us-east-1:000000000000:function:child"}}}}}}
      """;

  private static final String JITTERY =
      """
      {"QueryLanguage": "JSONata", "StartAt": "Fan out", "States": {
        "Fan out": {"Type": "Map", "End": true, "Items": "{% [1..20] %}", "MaxConcurrency": 7,
          "ItemProcessor": {"ProcessorConfig": {"Mode": "%s"%s},
          "StartAt": "Work", "States": {"Work": {"Type": "Task", "End": true,
            "Resource": "arn:aws:lambda:us-east-1:000000000000:function:work",
            "Output": "{% {'r': $random(), 'id': $uuid(), 'v': $states.result} %}",
            "Retry": [{"ErrorEquals": ["Busy"], "MaxAttempts": 4, "JitterStrategy": "FULL"}]}}}}}}
      """;

  private final List<Observation> seen = Collections.synchronizedList(new ArrayList<>());

  @Test
  void itIsToldRulesRetriersCatchersAndPlaces() throws Exception {
    run(
        MACHINE,
        1,
        SimulatedTime.deterministic(Instant.EPOCH),
        call -> {
          if (call.stateName().equals("Try")) {
            throw new TaskFailure("Busy", "of " + call.place());
          }
          return call.arguments();
        });

    assertThat(seen.stream().map(ObserverTest::line))
        .filteredOn(it -> it.startsWith("Both[0]"))
        .containsExactly(
            "Both[0] Try Entered {}",
            "Both[0] Try Retried 1 attempt 1 PT3S Busy of Both[0]",
            "Both[0] Try RetriesSpent 1",
            "Both[0] Try Caught 0",
            "Both[0] Try Exited {\"seen\":true} Caught",
            "Both[0] Caught Entered {\"Error\":\"Busy\",\"Cause\":\"of Both[0]\"}",
            "Both[0] Caught Exited {} END");
    assertThat(seen.stream().map(ObserverTest::line))
        .filteredOn(it -> !it.startsWith("Both[0]"))
        .containsExactly(
            " Enough? Entered {}",
            " Enough? Chosen 1",
            " Enough? Exited {} Both",
            " Both Entered {}",
            "Both[1] Items Entered {}",
            "Both[1] / Items[0] Item Entered 0",
            "Both[1] / Items[0] Item Exited {} END",
            "Both[1] / Items[1] Item Entered 1",
            "Both[1] / Items[1] Item Exited {} END",
            "Both[1] Items Exited {} END",
            " Both Exited {} Children",
            " Children Entered [{\"Error\":\"Busy\",\"Cause\":\"of Both[0]\"},[0,1]]",
            "Children[0] Child Entered 7",
            "Children[0] Child Exited {} END",
            "Children[0] Ended SUCCEEDED",
            " Children Exited {} END",
            " Ended SUCCEEDED");
  }

  @Test
  void itIsToldWhatFailsAndWhatIsStoppedForIt() throws Exception {
    run(
        MACHINE
            .replace(
                "\"Pass\", \"End\": true}}}}}}", "\"Wait\", \"Seconds\": 60, \"End\": true}}}}}}")
            .replace(
                "\"Catch\": [{\"ErrorEquals\": [\"Busy\"]",
                "\"Catch\": [{\"ErrorEquals\": [\"X\"]"),
        1,
        SimulatedTime.deterministic(Instant.EPOCH),
        _ -> {
          throw new TaskFailure("Busy", "no");
        });

    assertThat(seen.stream().map(ObserverTest::line))
        .endsWith(
            "Both[0] Try RetriesSpent 1",
            "Both[0] Try Failed Busy",
            "Both[1] Items Aborted",
            "Both[1] / Items[0] Item Aborted",
            "Both[1] / Items[1] Item Aborted",
            " Both Failed Busy",
            " Ended FAILED");
  }

  @Test
  void deterministicTimeMakesEveryEventTheSame() throws Exception {
    for (String text :
        List.of(
            JITTERY.replace("%s\"%s", "INLINE\""),
            JITTERY.replace("%s\"%s", "DISTRIBUTED\", \"ExecutionType\": \"STANDARD\""))) {
      String first = jittery(text, 5);
      for (int again = 0; again < 20; again++) {
        assertThat(jittery(text, 5)).isEqualTo(first);
      }
      assertThat(jittery(text, 6)).isNotEqualTo(first);
    }
  }

  private String jittery(String text, long seed) throws Exception {
    seen.clear();
    SimulatedTime time = SimulatedTime.deterministic(Instant.EPOCH);
    List<String> calls = Collections.synchronizedList(new ArrayList<>());
    Execution execution =
        run(
            text,
            seed,
            time,
            call -> {
              calls.add(call.place() + "#" + call.attempt() + " at " + time.now());
              time.sleep(Duration.ofMillis(call.arguments().asInt() % 3));
              if (call.attempt() < call.arguments().asInt() % 4) {
                throw new TaskFailure("Busy", "again");
              }
              return call.arguments();
            });
    return execution.history().events().stream()
            .map(HistoryEvent::toString)
            .collect(Collectors.joining("\n"))
        + calls
        + seen.stream().map(it -> it.at() + line(it)).toList();
  }

  /// What the tasks of a test do.
  private interface Tasks {
    JsonNode call(TaskCall call) throws TaskFailure, InterruptedException;
  }

  private Execution run(String text, long seed, SimulatedTime time, Tasks tasks) throws Exception {
    StatesEngine engine =
        StatesEngine.builder()
            .integrations(tasks::call)
            .time(time)
            .seed(seed)
            .observer(seen::add)
            .build();
    Execution execution = engine.run(StateMachine.parse(text), Json.parse("{}"));
    execution.await();
    return execution;
  }

  private static String line(Observation observation) {
    return switch (observation) {
      case Observation.Entered it -> head(it) + it.input();
      case Observation.Chosen it -> head(it) + it.rule().orElse(-1);
      case Observation.Retried it ->
          head(it)
              + it.retrier()
              + " attempt "
              + it.attempt()
              + " "
              + it.delay()
              + " "
              + it.fault().error().orElse("")
              + " "
              + it.fault().cause().orElse("");
      case Observation.RetriesSpent it -> head(it) + it.retrier();
      case Observation.Caught it -> head(it) + it.catcher();
      case Observation.Exited it -> head(it) + it.assigned() + " " + it.next().orElse("END");
      case Observation.Failed it -> head(it) + it.fault().error().orElse("");
      case Observation.Aborted it -> head(it).strip();
      case Observation.Ended it -> it.place() + " Ended " + it.ending().status();
    };
  }

  private static String head(Observation.OfState it) {
    return it.place() + " " + it.site().state().name() + " " + it.getClass().getSimpleName() + " ";
  }
}
