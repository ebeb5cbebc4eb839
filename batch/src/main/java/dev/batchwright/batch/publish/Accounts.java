package dev.batchwright.batch.publish;

import dev.batchwright.batch.commit.Attempt;
import dev.batchwright.batch.commit.ChunkStanding;
import dev.batchwright.batch.commit.CommittedOutput;
import dev.batchwright.batch.commit.Effects;
import dev.batchwright.batch.commit.Fingerprint;
import dev.batchwright.batch.commit.MapCommit;
import dev.batchwright.batch.commit.MapLedger;
import dev.batchwright.batch.commit.PartitionList;
import dev.batchwright.batch.commit.ReduceCommit;
import dev.batchwright.batch.commit.Run;
import dev.batchwright.batch.commit.ShuffleObject;
import dev.batchwright.batch.commit.Standing;
import dev.batchwright.batch.commit.Summary;
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
/// one another. For one publisher.
final class Accounts {

  private static final int AHEAD_PARTITIONS = 64;

  private final Storage storage;
  private final RunPlan plan;
  private final Set<Integer> without;
  private final QuarantineWriter quarantine;
  private final OutputSpool outputs;
  private final CheckLedger checks;
  private final Tiling tiling;
  private final Fingerprint fingerprint = new Fingerprint();
  private final List<String> failed = new ArrayList<>();
  private final Set<Integer> missing = new HashSet<>();
  private RowCounts rows = RowCounts.NONE;
  private long rowsWritten;
  private long bytesWritten;
  private long shuffled;
  private Effects effects = Effects.NONE;

  /// @param without numbers of chunks that count as failed, whatever is there
  Accounts(
      Storage storage,
      Run run,
      Set<Integer> without,
      QuarantineWriter quarantine,
      OutputSpool outputs) {
    this.storage = storage;
    this.plan = run.plan();
    this.without = without;
    this.quarantine = quarantine;
    this.outputs = outputs;
    this.checks = new CheckLedger(run);
    this.tiling = new Tiling(plan.totals());
  }

  /// @throws UnbalancedException when anything is missing or doubled
  void balance() {
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
      case Standing.Missing _ -> {
        tiling.add(chunk.chunk(), Optional.empty());
        missing.add(chunk.chunk().number());
        if (missing.size() <= Summary.NAMED_CHUNKS) {
          failed.add(chunk.chunk().place());
        }
      }
      case Standing.Misfit misfit ->
          throw new UnbalancedException(
              "%s was read from byte %d on, the rows before end at byte %d; nothing was published."
                      .formatted(
                          chunk.chunk().place(), misfit.foundRowByte(), misfit.expectedRowByte())
                  + " Start the same run id again: Check seams does the chunk from the right byte");
    }
  }

  private void add(MapCommit commit) {
    fingerprint.add(commit);
    quarantine.add(commit);
    checks.add(commit);
    rows = rows.plus(commit.rows());
    shuffled += commit.shuffle().map(ShuffleObject::entries).orElse(0L);
    effects = effects.plus(commit.effort());
    commit.output().ifPresent(this::add);
    long refused = commit.refused().map(r -> r.rows()).orElse(0L);
    if (refused != commit.rows().quarantined()) {
      throw new UnbalancedException(
          "chunk %d counts %d refused rows and stored %d; nothing was published"
              .formatted(commit.chunk(), commit.rows().quarantined(), refused));
    }
  }

  private void add(CommittedOutput output) {
    outputs.add(output);
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
          "chunks handed %d entries to the shuffle, its partitions were planned for %d; nothing was"
                  .formatted(shuffled, list.entries())
              + " published");
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
          "chunks handed %d entries to the shuffle, %d came out of its %d partitions; nothing was"
                  .formatted(shuffled, reduced[0], list.partitions().size())
              + " published");
    }
  }

  private static UnbalancedException stale(S3Location at) {
    return new UnbalancedException(
        at
            + " is not there: chunks were committed after partitions were planned. Nothing was"
            + " published; start the same run id again, which plans the partitions anew");
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
    checks.add(commit);
    commit.output().ifPresent(this::add);
    return commit.entries();
  }

  CheckLedger checks() {
    return checks;
  }

  RowCounts rows() {
    return rows;
  }

  long rowsWritten() {
    return rowsWritten;
  }

  long bytesWritten() {
    return bytesWritten;
  }

  int failedChunks() {
    return missing.size();
  }

  /// Numbers of the chunks without a commit.
  Set<Integer> missing() {
    return missing;
  }

  List<String> failed() {
    return failed;
  }

  Effects effects() {
    return effects;
  }
}
