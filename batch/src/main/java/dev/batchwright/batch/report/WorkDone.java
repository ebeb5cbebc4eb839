package dev.batchwright.batch.report;

import dev.batchwright.batch.commit.Attempt;
import dev.batchwright.batch.commit.ChunkStanding;
import dev.batchwright.batch.commit.Effects;
import dev.batchwright.batch.commit.Fingerprint;
import dev.batchwright.batch.commit.MapCommit;
import dev.batchwright.batch.commit.MapLedger;
import dev.batchwright.batch.commit.ReduceCommit;
import dev.batchwright.batch.commit.Standing;
import dev.batchwright.batch.commit.Summary;
import dev.batchwright.batch.model.RowCounts;
import dev.batchwright.batch.model.RunFailure;
import dev.batchwright.batch.model.RunPlan;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.storage.Ahead;
import dev.batchwright.batch.storage.Listing;
import dev.batchwright.batch.storage.Storage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Adds up what a run has committed until it failed. It holds nothing against the plan, as publish
/// does: half a run never balances. For one reporter.
final class WorkDone {

  private static final int AHEAD_PARTITIONS = 64;

  private final Storage storage;
  private final RunPlan plan;
  private final Fingerprint fingerprint = new Fingerprint();
  private final List<String> failed = new ArrayList<>();
  private RowCounts rows = RowCounts.NONE;
  private Effects effects = Effects.NONE;

  WorkDone(Storage storage, RunPlan plan) {
    this.storage = storage;
    this.plan = plan;
  }

  /// Goes through all commits.
  ///
  /// @param failedChunks numbers of chunks that have none but failed attempts
  WorkDone count(Set<Integer> failedChunks) {
    new MapLedger(storage, plan).walk(chunk -> add(chunk, failedChunks));
    if (plan.reduce()) {
      addPartitions();
    }
    return this;
  }

  private void add(ChunkStanding chunk, Set<Integer> failedChunks) {
    switch (chunk.standing()) {
      case Standing.Committed(MapCommit commit) -> {
        fingerprint.add(commit);
        rows = rows.plus(commit.rows());
        effects = effects.plus(commit.effort());
      }
      case Standing.Missing _ -> {
        if (failedChunks.contains(chunk.chunk().number()) && failed.size() < Summary.NAMED_CHUNKS) {
          failed.add(chunk.chunk().place());
        }
      }
      case Standing.Misfit _, Standing.Unconfirmed _ -> {} // what is before is done again
    }
  }

  private void addPartitions() {
    Ahead<S3Location, Optional<ReduceCommit>> commits =
        new Ahead<>(
            storage.background(),
            at -> Attempt.find(storage, at, ReduceCommit.class),
            (_, found) -> found.ifPresent(it -> effects = effects.plus(it.effort())),
            AHEAD_PARTITIONS,
            AHEAD_PARTITIONS);
    Listing listing = new Listing(storage, plan.layout().reduceCommits(fingerprint.name()));
    while (listing.hasNext()) {
      commits.add(listing.next().location(), 1);
    }
    commits.finish();
  }

  Summary summary(RunFailure failure, Instant now) {
    return new Summary(
        plan.run(),
        plan.request().job(),
        false,
        Optional.of(failure.error()),
        Optional.of(failure.cause()),
        Optional.empty(),
        rows,
        List.of(),
        failed,
        effects,
        now);
  }
}
