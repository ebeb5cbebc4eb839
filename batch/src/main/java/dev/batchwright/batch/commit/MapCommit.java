package dev.batchwright.batch.commit;

import dev.batchwright.batch.model.RowCounts;
import dev.batchwright.batch.model.SegmentAccount;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What one attempt did with a chunk.
///
/// @param run the run's id
/// @param chunk the chunk's number
/// @param attempt the attempt's id
/// @param accounts what it read, a segment at a time, in the chunk's order
/// @param output rows it wrote, not yet visible; where the job has no reduce stage and there were
///   any
/// @param shuffle entries it handed to the shuffle; where there were any
/// @param refused rows it refused; where there were any
/// @param checks what it saw of the job's checks; where they look at the rows of chunks
/// @param effort what it took
public record MapCommit(
    String run,
    int chunk,
    String attempt,
    List<SegmentAccount> accounts,
    Optional<CommittedOutput> output,
    Optional<ShuffleObject> shuffle,
    Optional<RefusedRows> refused,
    Optional<CommittedChecks> checks,
    Effort effort)
    implements Commit {

  public MapCommit {
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(attempt, "attempt");
    accounts = List.copyOf(accounts);
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(shuffle, "shuffle");
    Objects.requireNonNull(refused, "refused");
    Objects.requireNonNull(checks, "checks");
    Objects.requireNonNull(effort, "effort");
  }

  /// What became of all rows of the chunk.
  public RowCounts rows() {
    return accounts.stream().map(SegmentAccount::rows).reduce(RowCounts.NONE, RowCounts::plus);
  }
}
