package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/// How an execution ended.
///
/// @param status anything but RUNNING
/// @param output of a SUCCEEDED execution
/// @param error of the others, where there is one
/// @param cause for people
public record Ending(
    ExecutionStatus status,
    Instant stopDate,
    Optional<JsonNode> output,
    Optional<String> error,
    Optional<String> cause) {
  public Ending {
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(stopDate, "stopDate");
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(error, "error");
    Objects.requireNonNull(cause, "cause");
  }
}
