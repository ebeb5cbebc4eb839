package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.port.TaskFailure;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// An error on its way through retriers, catchers and outer states.
///
/// @param error the error name
/// @param aliases further names that retriers and catchers may know it by
/// @param cause for people
/// @param inQuery whether a path failed, which no event of the state leads up to
/// @param reach which retriers and catchers take it
record Failure(
    Optional<String> error,
    Set<String> aliases,
    Optional<String> cause,
    boolean inQuery,
    Reach reach) {

  /// Which retriers and catchers take a failure.
  enum Reach {
    /// Those that name it, and the wildcards.
    WILDCARDS,
    /// Only those that name it.
    NAME,
    /// None: it ends the execution.
    NONE
  }

  static final String TIMEOUT = "States.Timeout";
  static final String RUNTIME = "States.Runtime";
  static final String DATA_LIMIT = "States.DataLimitExceeded";

  Failure {
    Objects.requireNonNull(error, "error");
    aliases = Set.copyOf(aliases);
    Objects.requireNonNull(cause, "cause");
    Objects.requireNonNull(reach, "reach");
  }

  static Failure of(String error, String cause) {
    return of(Optional.of(error), Optional.of(cause));
  }

  static Failure of(TaskFailure failure) {
    return of(Optional.of(failure.error()), failure.cause());
  }

  static Failure of(Optional<String> error, Optional<String> cause) {
    Reach reach = error.filter(RUNTIME::equals).isPresent() ? Reach.NONE : Reach.WILDCARDS;
    return new Failure(error, Set.of(), cause, false, reach);
  }

  /// A query that failed.
  ///
  /// @param inQuery whether no event of the state leads up to it
  static Failure ofQuery(String error, String cause, boolean inQuery) {
    Failure failure = of(error, cause);
    return new Failure(failure.error, Set.of(), failure.cause, inQuery, failure.reach);
  }

  static Failure timeout() {
    return of(Optional.of(TIMEOUT), Optional.empty());
  }

  static Failure heartbeat() {
    return timeout().alsoCalled("States.HeartbeatTimeout");
  }

  /// A task returned more than a payload may be. The wildcards take it: so recorded on the service,
  /// whatever its documentation says.
  static Failure tooLarge(String what) {
    return of(
        DATA_LIMIT,
        "The state/task '"
            + what
            + "' returned a result with a size exceeding the maximum number of bytes service"
            + " limit.");
  }

  /// The state itself made more than a payload may be, of its input or for its output. (AWS: "a
  /// terminal error that can't be caught by the States.ALL error type".)
  static Failure overLimit(String what) {
    Failure failure = tooLarge(what);
    return new Failure(failure.error, Set.of(), failure.cause, false, Reach.NAME);
  }

  /// The same, known by one more name.
  Failure alsoCalled(String name) {
    Set<String> names = new HashSet<>(aliases);
    names.add(name);
    return new Failure(error, names, cause, inQuery, reach);
  }

  /// Whether a retrier or catcher with these names takes it. `States.ALL` is a wildcard for every
  /// error, `States.TaskFailed` for every one but timeouts. `States.Runtime` is taken by none, not
  /// even by its own name. (AWS: it "isn't retriable, and will always cause the execution to
  /// fail".)
  boolean matches(List<String> names) {
    return reach != Reach.NONE && names.stream().anyMatch(this::matches);
  }

  private boolean matches(String name) {
    String own = error.orElse("");
    if (name.equals(own) || aliases.contains(name)) {
      return true;
    }
    return reach == Reach.WILDCARDS
        && (name.equals("States.ALL") || name.equals("States.TaskFailed") && !own.equals(TIMEOUT));
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
