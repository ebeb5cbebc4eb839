package dev.batchwright.batch.storage;

import java.time.Duration;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.retries.StandardRetryStrategy;
import software.amazon.awssdk.retries.api.BackoffStrategy;

/// How a request to S3 is tried again, by its one owner, the SDK's client: the standard strategy
/// with full jitter (a delay anywhere between nothing and the bound, which doubles) and a budget.
///
/// The budget is the SDK's own: a bucket of 500 tokens a client, a retry costs 5 (a throttled one
/// as well), a success after a retry gives back what it cost. When S3 is down for long the retries
/// of all requests together end after 100, and do not make things worse.
final class Retries {

  /// The first try and four more. The SDK's 3 are too few here: what fails after them is a whole
  /// chunk's work, read again from its start. In the mean the four wait for 0.75 s, and for 7.5 s
  /// where S3 throttles, both little beside a chunk's 30 to 90 seconds.
  static final int MAX_ATTEMPTS = 5;

  /// S3 answers most 500s right at once, and the next try meets another host.
  private static final Duration FIRST_DELAY = Duration.ofMillis(100);

  /// 503 SlowDown: a prefix takes minutes to be split; many workers have to slow down together.
  private static final Duration FIRST_THROTTLED_DELAY = Duration.ofSeconds(1);

  /// Longer than the fourth delay of either kind gets.
  private static final Duration MAX_DELAY = Duration.ofSeconds(20);

  private Retries() {}

  /// A strategy with a budget of its own; one for each client.
  static StandardRetryStrategy standard() {
    return AwsRetryStrategy.standardRetryStrategy().toBuilder()
        .maxAttempts(MAX_ATTEMPTS)
        // The SDK's name for delays with full jitter.
        .backoffStrategy(BackoffStrategy.exponentialDelay(FIRST_DELAY, MAX_DELAY))
        .throttlingBackoffStrategy(
            BackoffStrategy.exponentialDelay(FIRST_THROTTLED_DELAY, MAX_DELAY))
        .circuitBreakerEnabled(true)
        // What was damaged on its way to S3 is whole here.
        .retryOnException(S3Failures::isDamagedOnItsWay)
        .build();
  }
}
