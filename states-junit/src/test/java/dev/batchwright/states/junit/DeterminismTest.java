package dev.batchwright.states.junit;

import static dev.batchwright.states.junit.StatesAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batchwright.states.history.HistoryEvent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// The same seed gives the same run: jitter, random values, and the order of what happens side by
/// side.
class DeterminismTest {

  private static final String MACHINE =
      """
      {"QueryLanguage": "JSONata", "StartAt": "Both", "States": {"Both": {"Type": "Parallel",
        "End": true, "Branches": [
          {"StartAt": "Inline", "States": {"Inline": {"Type": "Map", "End": true,
            "Items": "{% [1..12] %}", "MaxConcurrency": 5, "ItemProcessor": {
              "StartAt": "One", "States": {"One": {"Type": "Task", "End": true,
                "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:one",
                "Output": "{% $uuid() %}", "Retry": [{"ErrorEquals": ["Busy"],
                  "IntervalSeconds": 2, "MaxAttempts": 5, "JitterStrategy": "FULL"}]}}}}}},
          {"StartAt": "Children", "States": {"Children": {"Type": "Map", "End": true,
            "Items": "{% [1..12] %}", "MaxConcurrency": 5, "ItemProcessor": {
              "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
              "StartAt": "Other", "States": {"Other": {"Type": "Task", "End": true,
                "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:other",
                "Output": "{% $random() %}", "Retry": [{"ErrorEquals": ["Busy"],
                  "IntervalSeconds": 2, "MaxAttempts": 5, "JitterStrategy": "FULL"}]}}}}}}]}}}
      """;

  private static TestRun run(long seed) {
    MachineTester machine = MachineTester.definition(MACHINE).seed(seed);
    for (String state : List.of("One", "Other")) {
      machine
          .given(state, it -> it.asInt() % 3 == 0)
          .fails("Busy")
          .times(3)
          .takes(Duration.ofMillis(250))
          .returns("1")
          .given(state)
          .fails("Busy")
          .takes(Duration.ofMillis(1))
          .echoes();
    }
    return machine.run();
  }

  /// Everything that a test can see of a run.
  private static String seen(TestRun run) {
    List<String> all = new ArrayList<>();
    run.history().stream().map(HistoryEvent::toString).forEach(all::add);
    run.visits()
        .forEach(it -> all.add(it + " " + it.entered() + it.output() + it.retries() + it.left()));
    return run + String.join("\n", all);
  }

  @Test
  void theSameSeedGivesTheSameRunToTheLastEvent() {
    for (long seed = 1; seed <= 5; seed++) {
      TestRun run = run(seed);
      assertThat(run).succeeded();
      for (int again = 0; again < 4; again++) {
        assertThat(seen(run(seed))).isEqualTo(seen(run));
      }
    }
  }

  @Test
  void anotherSeedGivesOtherJitterWithinItsBounds() {
    List<Duration> delays =
        IntStream.range(0, 20)
            .mapToObj(seed -> run(seed).visits("One").getFirst().retries().getFirst().delay())
            .toList();
    assertThat(delays)
        .allSatisfy(it -> assertThat(it).isBetween(Duration.ZERO, Duration.ofSeconds(2)));
    assertThat(delays.stream().distinct().count()).isGreaterThan(15);
  }
}
