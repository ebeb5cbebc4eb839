package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What became of a state that was tried.
///
/// @param output of the state, also when a catcher made it
/// @param fault the error that it failed with, caught or not
/// @param next the state that follows
/// @param handler the place in Retry or Catch of what took the error
/// @param backoff the pause before the retry
/// @param stages what the state's fields came to, by the API's names for them
/// @param variables all variables after the state
public record TrialOutcome(
    Status status,
    Optional<JsonNode> output,
    Optional<Observation.Fault> fault,
    Optional<String> next,
    Optional<Integer> handler,
    Optional<Duration> backoff,
    Map<String, JsonNode> stages,
    ObjectNode variables) {

  /// How it ended.
  public enum Status {
    SUCCEEDED,
    FAILED,
    RETRIABLE,
    CAUGHT_ERROR
  }

  public TrialOutcome {
    Objects.requireNonNull(status, "status");
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(fault, "fault");
    Objects.requireNonNull(next, "next");
    Objects.requireNonNull(handler, "handler");
    Objects.requireNonNull(backoff, "backoff");
    stages = Map.copyOf(stages);
    Objects.requireNonNull(variables, "variables");
  }
}
