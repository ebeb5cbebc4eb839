package dev.batchwright.batch.reduce;

import dev.batchwright.batch.commit.ChunkStanding;
import dev.batchwright.batch.commit.Fingerprint;
import dev.batchwright.batch.commit.MapCommit;
import dev.batchwright.batch.commit.MapLedger;
import dev.batchwright.batch.commit.ShuffleObject;
import dev.batchwright.batch.commit.SortedRun;
import dev.batchwright.batch.commit.Standing;
import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.InputObject;
import dev.batchwright.batch.model.RunPlan;
import dev.batchwright.batch.model.UnbalancedException;
import dev.batchwright.batch.storage.Storage;
import java.util.ArrayList;
import java.util.List;

/// All sorted runs of a shuffle, in the order of their chunks.
final class ShuffledRuns {

  /// A planner holds a few hundred bytes of each run; at 48 MiB a run this is 4.6 TiB.
  static final int MAX_RUNS = 100_000;

  /// @param object the shuffle object
  /// @param run the run within it
  record Ref(InputObject object, SortedRun run) {}

  private final Fingerprint fingerprint = new Fingerprint();
  private final List<Ref> runs = new ArrayList<>();
  private final String name;
  private long entries;
  private long bytes;

  private ShuffledRuns(Storage storage, RunPlan plan) {
    new MapLedger(storage, plan).walk(this::add);
    name = fingerprint.name();
  }

  /// @throws UnbalancedException when seams do not hold
  /// @throws BadRequestException when there are too many runs
  static ShuffledRuns of(Storage storage, RunPlan plan) {
    return new ShuffledRuns(storage, plan);
  }

  private void add(ChunkStanding chunk) {
    switch (chunk.standing()) {
      case Standing.Committed(MapCommit commit) -> {
        fingerprint.add(commit);
        commit.shuffle().ifPresent(this::add);
      }
      // Whether a chunk may be missing is for publish to say.
      case Standing.Missing _, Standing.Unconfirmed _ -> {}
      case Standing.Misfit misfit ->
          throw new UnbalancedException(
              "%s starts at byte %d, its neighbour ends at byte %d; Check seams has to come first"
                  .formatted(
                      chunk.chunk().place(), misfit.foundRowByte(), misfit.expectedRowByte()));
    }
  }

  private void add(ShuffleObject object) {
    entries += object.entries();
    for (SortedRun run : object.runs()) {
      bytes += run.indexByte() - run.startByte();
      runs.add(new Ref(object.object(), run));
    }
    if (runs.size() > MAX_RUNS) {
      throw new BadRequestException(
          ("the shuffle has more than %d sorted runs (%d bytes until there); a shuffle through S3"
                  + " is not made for that much. Use AWS Glue or EMR for this job, or reduce its"
                  + " input")
              .formatted(MAX_RUNS, bytes));
    }
  }

  String name() {
    return name;
  }

  List<Ref> runs() {
    return runs;
  }

  long entries() {
    return entries;
  }

  long bytes() {
    return bytes;
  }
}
