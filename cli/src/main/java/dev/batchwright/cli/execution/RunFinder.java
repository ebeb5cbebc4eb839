package dev.batchwright.cli.execution;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Finds the executions of a run: the one of its name, and those that went on with it.
public final class RunFinder {

  /// Executions that are looked at by name; an older one than these is found by its own name only.
  private static final int MOST = 10_000;

  private final Executions executions;

  public RunFinder(Executions executions) {
    this.executions = executions;
  }

  /// The newest execution of a run, or the execution of that name or ARN.
  public Optional<Described> newest(String run) {
    if (run.startsWith("arn:")) {
      return executions.describe(run);
    }
    return of(run, Optional.empty()).stream().max(Comparator.comparing(Described::startedAt));
  }

  /// An execution of the run that has not ended.
  public Optional<Described> running(String run) {
    return of(run, Optional.of("RUNNING")).stream()
        .filter(it -> it.standing() instanceof Standing.Running)
        .findFirst();
  }

  private List<Described> of(String run, Optional<String> status) {
    String stem = RunStarter.stem(run);
    List<String> arns =
        executions.newest(status, MOST).stream()
            .filter(it -> it.name().equals(run) || RunStarter.resumes(it.name(), stem))
            .map(Listed::arn)
            .toList();
    List<Described> found =
        arns.stream()
            .flatMap(arn -> executions.describe(arn).stream())
            .filter(it -> it.run().equals(run) || it.name().equals(run))
            .toList();
    return found.isEmpty() ? executions.describe(executions.arnOf(run)).stream().toList() : found;
  }
}
