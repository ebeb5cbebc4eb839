package dev.batchwright.states.junit;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/// One retry of a state.
///
/// @param error what it was for
/// @param cause for people
/// @param delay how long the state waited for it, jitter included
/// @param retrier the place of the retrier in the state's Retry, from 0
public record Retry(Optional<String> error, Optional<String> cause, Duration delay, int retrier) {
  public Retry {
    Objects.requireNonNull(error, "error");
    Objects.requireNonNull(cause, "cause");
    Objects.requireNonNull(delay, "delay");
  }
}
