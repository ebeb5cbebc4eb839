package dev.batchwright.batch.commit;

import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.RowCounts;
import dev.batchwright.batch.model.RunPlan;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.UnbalancedException;
import dev.batchwright.batch.storage.Ahead;
import dev.batchwright.batch.storage.Storage;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Goes through the ledger: every chunk, then every partition, held against the plan and against
/// one another. For one reader.
public final class Accounts {

  /// Sees the winners go by, in the order of their items.
  public interface Visitor {

    /// The winner of the next chunk.
    void chunk(MapCommit winner);

    /// The winner of the next partition.
    void partition(ReduceCommit winner);

    /// Rows that the winner of the next chunk or partition wrote.
    void output(CommittedOutput output);
  }

  private static final int AHEAD_PARTITIONS = 64;

  private final Storage storage;
  private final RunPlan plan;
  private final Set<Integer> without;
  private final Visitor visitor;
  private final Tiling tiling;
  private final Fingerprint fingerprint = new Fingerprint();
  private final List<String> failed = new ArrayList<>();
  private final Set<Integer> missing = new HashSet<>();
  private int unconfirmed;
  private RowCounts rows = RowCounts.NONE;
  private long rowsWritten;
  private long bytesWritten;
  private long shuffled;
  private Effects effects = Effects.NONE;

  /// @param without numbers of chunks that count as failed, whatever is there
  /// @param visitor is shown each winner
  public Accounts(Storage storage, RunPlan plan, Set<Integer> without, Visitor visitor) {
    this.storage = storage;
    this.plan = plan;
    this.without = without;
    this.visitor = visitor;
    this.tiling = new Tiling(plan.totals());
  }

  /// Goes through all of it.
  ///
  /// @throws UnbalancedException when anything is missing or doubled
  public void balance() {
    new MapLedger(storage, plan, without).walk(this::add);
    tiling.finish();
    if (plan.reduce()) {
      addPartitions();
    }
  }

  private void add(ChunkStanding chunk) {
    switch (chunk.standing()) {
      case Standing.Committed(MapCommit commit) -> {
        tiling.add(chunk.chunk(), Optional.of(commit));
        add(commit);
      }
      case Standing.Missing _ -> leaveOut(chunk);
      case Standing.Unconfirmed _ -> {
        unconfirmed++;
        leaveOut(chunk);
      }
      case Standing.Misfit misfit ->
          throw new UnbalancedException(
              "%s was read from byte %d on, the rows before end at byte %d. Start the same"
                      .formatted(
                          chunk.chunk().place(), misfit.foundRowByte(), misfit.expectedRowByte())
                  + " run id again: Check seams does the chunk from the right byte");
    }
  }

  private void leaveOut(ChunkStanding chunk) {
    tiling.add(chunk.chunk(), Optional.empty());
    missing.add(chunk.chunk().number());
    if (missing.size() <= Summary.NAMED_CHUNKS) {
      failed.add(chunk.chunk().place());
    }
  }

  private void add(MapCommit commit) {
    fingerprint.add(commit);
    visitor.chunk(commit);
    rows = rows.plus(commit.rows());
    shuffled += commit.shuffle().map(ShuffleObject::entries).orElse(0L);
    effects = effects.plus(commit.effort());
    commit.output().ifPresent(this::add);
    long refused = commit.refused().map(r -> r.rows()).orElse(0L);
    if (refused != commit.rows().quarantined()) {
      throw new UnbalancedException(
          "chunk %d counts %d refused rows and stored %d"
              .formatted(commit.chunk(), commit.rows().quarantined(), refused));
    }
  }

  private void add(CommittedOutput output) {
    visitor.output(output);
    rowsWritten += output.rows();
    bytesWritten += output.pending().sizeBytes();
  }

  private void addPartitions() {
    String shuffle = fingerprint.name();
    S3Location at = plan.layout().partitions(shuffle);
    PartitionList list =
        storage
            .get(at)
            .map(bytes -> Json.read(bytes, PartitionList.class, at.uri()))
            .orElseThrow(() -> stale(at));
    if (list.entries() != shuffled) {
      throw new UnbalancedException(
          "chunks handed %d entries to the shuffle, its partitions were planned for %d"
              .formatted(shuffled, list.entries()));
    }
    long[] reduced = {0};
    Ahead<Integer, Optional<ReduceCommit>> commits =
        new Ahead<>(
            storage.background(),
            p -> Attempt.find(storage, plan.layout().reduceCommit(shuffle, p), ReduceCommit.class),
            (p, commit) -> reduced[0] += add(p, commit),
            AHEAD_PARTITIONS,
            AHEAD_PARTITIONS);
    for (int p = 0; p < list.partitions().size(); p++) {
      commits.add(p, 1);
    }
    commits.finish();
    if (reduced[0] != shuffled) {
      throw new UnbalancedException(
          "chunks handed %d entries to the shuffle, %d came out of its %d partitions"
              .formatted(shuffled, reduced[0], list.partitions().size()));
    }
  }

  private static UnbalancedException stale(S3Location at) {
    return new UnbalancedException(
        at
            + " is not there: chunks were committed after partitions were planned. Start the same"
            + " run id again, which plans the partitions anew");
  }

  private long add(int partition, Optional<ReduceCommit> found) {
    ReduceCommit commit =
        found.orElseThrow(() ->
            new UnbalancedException(
                "partition "
                    + partition
                    + " has no commit, and a partition cannot be left out; nothing was"
                    + " published. See "
                    + plan.layout().failures()
                    + ", then start the same run id again"));
    effects = effects.plus(commit.effort());
    visitor.partition(commit);
    commit.output().ifPresent(this::add);
    return commit.entries();
  }

  /// What became of all rows that were read.
  public RowCounts rows() {
    return rows;
  }

  /// Rows of all outputs.
  public long rowsWritten() {
    return rowsWritten;
  }

  /// Bytes of all outputs.
  public long bytesWritten() {
    return bytesWritten;
  }

  /// How many chunks have no commit that counts.
  public int failedChunks() {
    return missing.size();
  }

  /// How many of them have one, and no neighbour that confirms where its rows start.
  public int unconfirmedChunks() {
    return unconfirmed;
  }

  /// Their numbers.
  public Set<Integer> missing() {
    return missing;
  }

  /// The places of the first hundred of them.
  public List<String> failed() {
    return failed;
  }

  /// What all winners took.
  public Effects effects() {
    return effects;
  }
}
