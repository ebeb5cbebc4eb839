package dev.batchwright.states.junit;

import dev.batchwright.states.engine.ExecutionStatus;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Assertions about a branch, an item or a child execution. Each throws an AssertionError that
/// tells the run's story.
public final class InnerRunAssert implements Expectations {

  private final InnerRun run;

  InnerRunAssert(InnerRun run) {
    this.run = Objects.requireNonNull(run, "run");
  }

  @Override
  public String subject() {
    return "it";
  }

  @Override
  public AssertionError failure(String message) {
    return run.failure(message);
  }

  /// It succeeded.
  public InnerRunAssert succeeded() {
    demandEqual("status", ExecutionStatus.SUCCEEDED, run.status());
    return this;
  }

  /// It succeeded with this output.
  public InnerRunAssert succeededWith(Object output) {
    succeeded();
    demandJson("output", output, run.output());
    return this;
  }

  /// It failed with this error.
  public InnerRunAssert failedWith(String error) {
    demandEqual("status", ExecutionStatus.FAILED, run.status());
    demandProblem(run.failure(), error, Optional.empty(), "failed with");
    return this;
  }

  /// It was stopped, because a sibling failed or the execution ended.
  public InnerRunAssert wasStopped() {
    demandEqual("status", ExecutionStatus.ABORTED, run.status());
    return this;
  }

  /// It went through exactly these states, in this order; those in inner branches and items not
  /// counted.
  public InnerRunAssert tookPath(String... states) {
    demandEqual("path", List.of(states), run.path());
    return this;
  }

  /// At its end this variable of its own had this value.
  public InnerRunAssert hasVariable(String name, Object value) {
    demandVariable(run.variables(), name, value);
    return this;
  }
}
