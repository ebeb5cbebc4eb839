package dev.batchwright.states.junit;

import java.util.Objects;
import java.util.Optional;

/// An error that a state failed with.
///
/// @param error its name
/// @param cause for people
public record Problem(Optional<String> error, Optional<String> cause) {
  public Problem {
    Objects.requireNonNull(error, "error");
    Objects.requireNonNull(cause, "cause");
  }

  @Override
  public String toString() {
    return error.orElse("no error name") + cause.map(it -> ": " + it).orElse("");
  }
}
