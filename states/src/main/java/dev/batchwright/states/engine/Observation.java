package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.definition.State;
import dev.batchwright.states.port.Place;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/// One thing that happened in an execution. Trees in it are not to be modified.
public sealed interface Observation {

  /// When.
  Instant at();

  /// The execution: a child's own ARN in a Map Run.
  String executionArn();

  /// Where in the run. An execution's workflow is at one state at a time in each place.
  Place place();

  /// Something about one state.
  sealed interface OfState extends Observation {

    /// Which state, and where.
    Site site();

    @Override
    default String executionArn() {
      return site().executionArn();
    }

    @Override
    default Place place() {
      return site().place();
    }
  }

  /// A state, where it is visited.
  record Site(String executionArn, Place place, State state) {
    public Site {
      Objects.requireNonNull(executionArn, "executionArn");
      Objects.requireNonNull(place, "place");
      Objects.requireNonNull(state, "state");
    }
  }

  /// An error on its way.
  record Fault(Optional<String> error, Optional<String> cause) {
    public Fault {
      Objects.requireNonNull(error, "error");
      Objects.requireNonNull(cause, "cause");
    }
  }

  /// A state was entered with its raw input.
  record Entered(Instant at, Site site, JsonNode input) implements OfState {}

  /// A Choice state has decided.
  ///
  /// @param rule the place of the rule that held, from 0; empty for Default
  record Chosen(Instant at, Site site, OptionalInt rule) implements OfState {}

  /// A state failed and will be tried again.
  ///
  /// @param retrier the place of the retrier in Retry, from 0
  /// @param attempt how often this retrier has been used in this visit, from 1
  /// @param delay until the state's work starts again
  record Retried(Instant at, Site site, int retrier, int attempt, Duration delay, Fault fault)
      implements OfState {}

  /// A retrier took the error but has no attempts left; catchers come next.
  record RetriesSpent(Instant at, Site site, int retrier, Fault fault) implements OfState {}

  /// A catcher took the error.
  ///
  /// @param catcher the place of the catcher in Catch, from 0
  record Caught(Instant at, Site site, int catcher, Fault fault) implements OfState {}

  /// A state was left.
  ///
  /// @param assigned the variables that it set
  /// @param next the state that follows; empty at the end of its workflow
  record Exited(Instant at, Site site, JsonNode output, ObjectNode assigned, Optional<String> next)
      implements OfState {}

  /// A state failed and nobody in it took the error, which goes to the outer state.
  record Failed(Instant at, Site site, Fault fault) implements OfState {}

  /// A state was stopped from outside.
  record Aborted(Instant at, Site site) implements OfState {}

  /// An execution has ended, a child included.
  record Ended(Instant at, String executionArn, Place place, Ending ending)
      implements Observation {}
}
