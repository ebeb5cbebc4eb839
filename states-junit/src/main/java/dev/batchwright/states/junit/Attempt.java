package dev.batchwright.states.junit;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Objects;

/// One call of a Task state's resource.
///
/// @param at when it began
/// @param arguments what the task was called with, after Arguments or Parameters
public record Attempt(Instant at, JsonNode arguments) {
  public Attempt {
    Objects.requireNonNull(at, "at");
    Objects.requireNonNull(arguments, "arguments");
  }
}
