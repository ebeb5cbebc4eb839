package dev.batchwright.simulation;

import dev.batchwright.simulation.faults.Pause;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.SplittableRandom;
import software.amazon.awssdk.retries.api.BackoffStrategy;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/// The SDK's own retries, their delays in simulated time and from a seed.
final class SimulatedRetries {

  /// As `storage/Retries` of batch waits at most after its first failure, and where S3 throttles.
  private static final long FIRST_MILLIS = 100;

  private static final long FIRST_THROTTLED_MILLIS = 1_000;
  private static final long MOST_MILLIS = 20_000;

  private SimulatedRetries() {}

  /// Puts simulated time into the strategy that the client has.
  static void on(S3ClientBuilder builder, SplittableRandom random, Pause pause) {
    RetryStrategy strategy =
        builder.overrideConfiguration().retryStrategy().orElseThrow().toBuilder()
            .backoffStrategy(slept(FIRST_MILLIS, random, pause))
            .throttlingBackoffStrategy(slept(FIRST_THROTTLED_MILLIS, random, pause))
            .build();
    builder.overrideConfiguration(
        builder.overrideConfiguration().toBuilder().retryStrategy(strategy).build());
  }

  private static BackoffStrategy slept(long firstMillis, SplittableRandom random, Pause pause) {
    return attempt -> {
      long bound = Math.min(MOST_MILLIS, firstMillis << Math.min(attempt - 1, 16));
      try {
        pause.pass(Duration.ofMillis(random.nextLong(bound)));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return Duration.ZERO; // it has passed
    };
  }
}
