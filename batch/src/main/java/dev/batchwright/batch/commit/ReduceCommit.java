package dev.batchwright.batch.commit;

import java.util.Objects;
import java.util.Optional;

/// What one attempt did with a partition.
///
/// @param run the run's id
/// @param partition the partition's number
/// @param attempt the attempt's id
/// @param entries entries it took from the shuffle
/// @param output rows it wrote, not yet visible; where there were any
/// @param checks what it saw of the job's checks; where they look at the rows of partitions
/// @param effort what it took
public record ReduceCommit(
    String run,
    int partition,
    String attempt,
    long entries,
    Optional<CommittedOutput> output,
    Optional<CommittedChecks> checks,
    Effort effort)
    implements Commit {

  public ReduceCommit {
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(attempt, "attempt");
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(checks, "checks");
    Objects.requireNonNull(effort, "effort");
  }
}
