package dev.batchwright.states.engine;

import dev.batchwright.states.definition.ErrorHandling;
import java.time.Duration;
import java.util.random.RandomGenerator;

/// The pauses between attempts.
final class Backoff {

  /// Where growth stops: far above any pause that is allowed, far below overflow.
  private static final double MAX_MILLIS = 1e14;

  private Backoff() {}

  /// The pause before retry `attempt` (1 is the first): interval x rate^(attempt - 1), at most
  /// MaxDelaySeconds, and with full jitter drawn evenly from [0, that).
  static Duration delay(ErrorHandling.Retrier retrier, int attempt, RandomGenerator random) {
    double millis =
        retrier.intervalSeconds() * 1_000.0 * Math.pow(retrier.backoffRate(), attempt - 1.0);
    double capped =
        Math.min(
            Math.min(millis, MAX_MILLIS),
            retrier.maxDelaySeconds().map(it -> it * 1_000.0).orElse(MAX_MILLIS));
    double drawn = retrier.fullJitter() ? capped * random.nextDouble() : capped;
    return Duration.ofMillis((long) drawn);
  }
}
