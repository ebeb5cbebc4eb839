package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.port.TaskFailure;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// An error on its way through retriers, catchers and outer states.
///
/// @param error the error name
/// @param alias a second name that retriers and catchers may know it by
/// @param cause for people
/// @param inQuery whether a path failed, which no event of the state leads up to
record Failure(
    Optional<String> error, Optional<String> alias, Optional<String> cause, boolean inQuery) {

  static final String TIMEOUT = "States.Timeout";
  static final String RUNTIME = "States.Runtime";
  static final String DATA_LIMIT = "States.DataLimitExceeded";

  Failure {
    Objects.requireNonNull(error, "error");
    Objects.requireNonNull(alias, "alias");
    Objects.requireNonNull(cause, "cause");
  }

  static Failure of(String error, String cause) {
    return new Failure(Optional.of(error), Optional.empty(), Optional.of(cause), false);
  }

  static Failure of(TaskFailure failure) {
    return new Failure(Optional.of(failure.error()), Optional.empty(), failure.cause(), false);
  }

  static Failure timeout() {
    return new Failure(Optional.of(TIMEOUT), Optional.empty(), Optional.empty(), false);
  }

  static Failure heartbeat() {
    return new Failure(
        Optional.of(TIMEOUT), Optional.of("States.HeartbeatTimeout"), Optional.empty(), false);
  }

  static Failure tooLarge(String what) {
    return of(
        DATA_LIMIT,
        "The state/task '"
            + what
            + "' returned a result with a size exceeding the maximum number of bytes service"
            + " limit.");
  }

  /// Whether a retrier or catcher with these names takes it. `States.ALL` takes everything but
  /// `States.Runtime`, `States.TaskFailed` everything but that and timeouts; a name always takes
  /// itself.
  boolean matches(List<String> names) {
    String name = error.orElse("");
    for (String candidate : names) {
      boolean takes =
          switch (candidate) {
            case "States.ALL" -> !name.equals(RUNTIME);
            case "States.TaskFailed" ->
                !name.equals(RUNTIME) && !name.equals(TIMEOUT) || name.equals(candidate);
            default -> false;
          };
      if (takes || candidate.equals(name) || alias.filter(candidate::equals).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /// What a catcher sees: `{"Error": ..., "Cause": ...}`.
  ObjectNode errorOutput() {
    ObjectNode output = JsonNodeFactory.instance.objectNode();
    error.ifPresent(it -> output.put("Error", it));
    cause.ifPresent(it -> output.put("Cause", it));
    return output;
  }

  /// What an observer sees.
  Observation.Fault observed() {
    return new Observation.Fault(error, cause);
  }

  /// Details of an event that reports it.
  ObjectNode details() {
    ObjectNode details = JsonNodeFactory.instance.objectNode();
    error.ifPresent(it -> details.put("error", it));
    cause.ifPresent(it -> details.put("cause", it));
    return details;
  }
}
