package dev.batchwright.states.junit;

import dev.batchwright.states.engine.ExecutionStatus;
import dev.batchwright.states.history.HistoryEvent;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Assertions about a whole run. Each throws an AssertionError that tells the run's story.
public final class RunAssert implements Expectations {

  private final TestRun run;

  RunAssert(TestRun run) {
    this.run = Objects.requireNonNull(run, "run");
  }

  @Override
  public String subject() {
    return "the run";
  }

  @Override
  public AssertionError failure(String message) {
    return run.failure(message);
  }

  /// It succeeded.
  public RunAssert succeeded() {
    demandEqual("status", ExecutionStatus.SUCCEEDED, run.status());
    return this;
  }

  /// It succeeded with this output. Order of members and spelling of numbers make no difference.
  public RunAssert succeededWith(Object output) {
    succeeded();
    demandJson("output", output, run.output());
    return this;
  }

  /// It failed with this error.
  public RunAssert failedWith(String error) {
    return failed(error, Optional.empty());
  }

  /// It failed with this error and a cause that has this text in it.
  public RunAssert failedWith(String error, String partOfCause) {
    return failed(error, Optional.of(partOfCause));
  }

  private RunAssert failed(String error, Optional<String> partOfCause) {
    demandEqual("status", ExecutionStatus.FAILED, run.status());
    demandProblem(
        Optional.of(new Problem(run.error(), run.cause())), error, partOfCause, "failed with");
    return this;
  }

  /// It ran into its TimeoutSeconds, or the longest time that the service allows.
  public RunAssert timedOut() {
    demandEqual("status", ExecutionStatus.TIMED_OUT, run.status());
    return this;
  }

  /// It went through exactly these states, in this order; those in branches and items not counted.
  public RunAssert tookPath(String... states) {
    demandEqual("path", List.of(states), run.path());
    return this;
  }

  /// It visited these states, wherever they are.
  public RunAssert visited(String... states) {
    known(states);
    demandVisited(run.visits().stream().map(Visit::name).toList(), states);
    return this;
  }

  /// It never visited these states.
  public RunAssert neverVisited(String... states) {
    known(states);
    demandNotVisited(run.visits().stream().map(Visit::name).toList(), states);
    return this;
  }

  private void known(String... states) {
    for (String state : states) {
      if (!run.file().states().containsKey(state)) {
        throw new IllegalArgumentException(StateNames.none(run.file(), state));
      }
    }
  }

  /// It took this long, in simulated time.
  public RunAssert took(Duration duration) {
    demandEqual("simulated time", duration, run.elapsed());
    return this;
  }

  /// It took at least and at most so long, in simulated time: for machines with jitter.
  public RunAssert tookBetween(Duration least, Duration most) {
    demand(
        run.elapsed().compareTo(least) >= 0 && run.elapsed().compareTo(most) <= 0,
        "took " + run.elapsed() + ", expected " + least + " to " + most);
    return this;
  }

  /// At the end this variable of the machine had this value.
  public RunAssert hasVariable(String name, Object value) {
    demandVariable(run.variables(), name, value);
    return this;
  }

  /// Its history has exactly events of these types, in this order.
  public RunAssert hasEvents(String... types) {
    demandEqual("history events", List.of(types), types());
    return this;
  }

  /// Its history has events of these types in this order, with others in between.
  public RunAssert hasEventsInOrder(String... types) {
    Iterator<String> events = types().iterator();
    for (String type : types) {
      boolean found = false;
      while (!found && events.hasNext()) {
        found = events.next().equals(type);
      }
      demand(found, "has no event " + type + " after those before it: " + types());
    }
    return this;
  }

  private List<String> types() {
    return run.history().stream().map(HistoryEvent::type).toList();
  }

  /// Every state that is mocked was called.
  public RunAssert usedEveryMock() {
    demandEqual("states whose mocks were never called", List.of(), run.unusedMocks());
    return this;
  }
}
