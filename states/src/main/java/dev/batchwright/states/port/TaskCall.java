package dev.batchwright.states.port;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Objects;
import java.util.Optional;

/// One attempt of one Task state.
///
/// @param resource what to call, as it stands in the definition
/// @param arguments the resolved Arguments (JSONata) or Parameters (JSONPath); the state's
///   effective input where the definition gives neither. Not to be modified
/// @param taskToken the token that completes the state, for `.waitForTaskToken` resources
/// @param stateName the state
/// @param executionArn the execution the state runs in; a child execution's own ARN in a Map Run
/// @param attempt 0 for the first attempt, 1 for the first retry, and so on
/// @param place where in the run the state is, with its branch and item
public record TaskCall(
    ResourceArn resource,
    JsonNode arguments,
    Optional<String> taskToken,
    String stateName,
    String executionArn,
    int attempt,
    Place place) {

  public TaskCall {
    Objects.requireNonNull(resource, "resource");
    Objects.requireNonNull(arguments, "arguments");
    Objects.requireNonNull(taskToken, "taskToken");
    Objects.requireNonNull(stateName, "stateName");
    Objects.requireNonNull(executionArn, "executionArn");
    Objects.requireNonNull(place, "place");
    if (attempt < 0) {
      throw new IllegalArgumentException("attempt is " + attempt + ", expected 0 or more");
    }
  }

  /// A call of a state at the top of its execution.
  public TaskCall(
      ResourceArn resource,
      JsonNode arguments,
      Optional<String> taskToken,
      String stateName,
      String executionArn,
      int attempt) {
    this(resource, arguments, taskToken, stateName, executionArn, attempt, Place.top());
  }
}
