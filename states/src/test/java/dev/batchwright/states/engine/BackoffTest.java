package dev.batchwright.states.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchwright.states.definition.ErrorHandling;
import dev.batchwright.states.definition.StateMachine;
import dev.batchwright.states.port.TaskFailure;
import dev.batchwright.states.query.Json;
import dev.batchwright.states.time.SimulatedTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class BackoffTest {

  private static ErrorHandling.Retrier retrier(boolean jitter) {
    return new ErrorHandling.Retrier(List.of("E"), 2, 10, 3.0, Optional.of(50L), jitter);
  }

  private static List<Long> seconds(boolean jitter, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    return IntStream.rangeClosed(1, 6)
        .mapToObj(n -> Backoff.delay(retrier(jitter), n, random).toSeconds())
        .toList();
  }

  @Test
  void pausesGrowUpToTheCap() {
    assertThat(seconds(false, 1)).containsExactly(2L, 6L, 18L, 50L, 50L, 50L);
  }

  @Test
  void fullJitterDrawsFromZeroUpToThePause() {
    SplittableRandom random = new SplittableRandom(4);
    List<Duration> drawn =
        IntStream.range(0, 1_000).mapToObj(_ -> Backoff.delay(retrier(true), 3, random)).toList();

    assertThat(drawn).allMatch(it -> it.compareTo(Duration.ofSeconds(18)) < 0);
    assertThat(drawn).anyMatch(it -> it.compareTo(Duration.ofSeconds(2)) < 0);
    assertThat(drawn).anyMatch(it -> it.compareTo(Duration.ofSeconds(16)) > 0);
  }

  @Test
  void aVeryLateAttemptDoesNotOverflow() {
    var endless = new ErrorHandling.Retrier(List.of("E"), 9, 9999, 10, Optional.empty(), false);

    assertThat(Backoff.delay(endless, 9_000, new SplittableRandom(1))).isPositive();
  }

  @Test
  void theSameSeedGivesTheSameRun() throws Exception {
    assertThat(jitteredRun(11)).isEqualTo(jitteredRun(11));
    assertThat(jitteredRun(11)).isNotEqualTo(jitteredRun(12));
  }

  private static Duration jitteredRun(long seed) throws Exception {
    SimulatedTime time = SimulatedTime.automatic(Instant.EPOCH);
    StatesEngine engine =
        StatesEngine.builder()
            .time(time)
            .seed(seed)
            .integrations(_ -> {
              throw new TaskFailure("E", "always");
            })
            .build();
    StateMachine machine =
        StateMachine.parse(
            """
            {"StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
             "Resource": "arn:aws:states:::lambda:invoke", "Retry": [{"ErrorEquals": ["E"],
             "MaxAttempts": 8, "JitterStrategy": "FULL"}]}}}
            """);
    Execution execution = engine.run(machine, Json.parse("{}"));
    return Duration.between(execution.startDate(), execution.await().stopDate());
  }
}
