package dev.batchwright.local.lambda;

/// How many invocations run at once, and what happens to one more.
///
/// @param limit invocations that run at once, over all functions; Lambda's own default for an
///   account is 1,000
/// @param overflow what happens to the next one
public record Concurrency(int limit, Overflow overflow) {
  /// What an invocation meets that finds all places taken.
  public enum Overflow {
    /// It waits for a place, in order of arrival: what suits one machine, where more work at once
    /// would not be done sooner. A Task state's own timeout runs while it waits, so a Map's
    /// MaxConcurrency is not to be far above the limit.
    QUEUE,
    /// It fails with `TooManyRequestsException`, as on AWS: what shows that retries are right.
    THROTTLE
  }

  /// Checks the limit.
  public Concurrency {
    if (limit < 1) {
      throw new IllegalArgumentException("concurrency limit " + limit + ": expected 1 or more");
    }
  }

  /// One invocation a processor, and the others wait.
  public static Concurrency ofProcessors() {
    return new Concurrency(Runtime.getRuntime().availableProcessors(), Overflow.QUEUE);
  }
}
