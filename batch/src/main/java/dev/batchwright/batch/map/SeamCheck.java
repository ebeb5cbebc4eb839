package dev.batchwright.batch.map;

import dev.batchwright.batch.commit.Attempt;
import dev.batchwright.batch.commit.ChunkStanding;
import dev.batchwright.batch.commit.ItemWaves;
import dev.batchwright.batch.commit.MapCommit;
import dev.batchwright.batch.commit.MapLedger;
import dev.batchwright.batch.commit.Run;
import dev.batchwright.batch.commit.Runs;
import dev.batchwright.batch.commit.StageEnvironment;
import dev.batchwright.batch.commit.Standing;
import dev.batchwright.batch.model.Chunk;
import dev.batchwright.batch.model.MapItem;
import dev.batchwright.batch.model.RowCounts;
import dev.batchwright.batch.model.Seams;
import dev.batchwright.batch.model.WorkRef;
import dev.batchwright.job.Tolerance;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/// Stage `Check seams`: follows the segments of each object, and lists the chunks whose first row
/// is not where their neighbour's last one ends. Those guessed wrongly whether they start inside a
/// quoted field, and are done again from the right byte.
///
/// A redone chunk's own end may then not fit its successor, so the state machine asks again until
/// all seams hold. Each round settles a chunk of every chain for good, and most chains are of one.
/// Safe for many threads.
public final class SeamCheck {

  /// A chunk that refused more rows than a chunk may.
  private record Suspect(Chunk chunk, MapCommit commit) {}

  private final StageEnvironment environment;
  private final Runs runs;

  public SeamCheck(StageEnvironment environment) {
    this.environment = environment;
    this.runs = new Runs(environment.clock());
  }

  /// Lists what is to be done again; nothing, at no cost, for a format whose rows never hold line
  /// breaks. Once all seams hold, it judges the chunks whose first row was a guess until then.
  ///
  /// @throws dev.batchwright.batch.model.ToleranceExceededException when more of a chunk's rows
  ///   were refused than the job tolerates of one
  public Seams check(WorkRef request) {
    Run run = runs.at(environment.storage(), request.work());
    try (Attempt attempt = new Attempt(environment)) {
      ItemWaves waves =
          new ItemWaves(attempt.storage(), run.layout().items("seams", attempt.id()), attempt.id());
      attempt.otherwise(_ -> waves.abort());
      if (run.plan().seams()) {
        Tolerance tolerance = run.chunkTolerance();
        List<Suspect> suspects = new ArrayList<>();
        new MapLedger(attempt.storage(), run.plan())
            .walk(chunk -> add(chunk, waves, tolerance, suspects));
        // As long as a seam is open, a chunk behind it may have refused rows that are none.
        if (waves.items() == 0) {
          suspects.forEach(
              it -> ChunkTolerance.judge(tolerance, attempt.storage(), it.chunk(), it.commit()));
        }
      }
      return new Seams(waves.items(), waves.key(), waves.finish());
    }
  }

  private static void add(
      ChunkStanding chunk, ItemWaves waves, Tolerance tolerance, List<Suspect> suspects) {
    switch (chunk.standing()) {
      case Standing.Committed(MapCommit commit) -> {
        RowCounts rows = commit.rows();
        if (suspects.isEmpty() && !tolerance.allows(rows.quarantined(), rows.read())) {
          suspects.add(new Suspect(chunk.chunk(), commit));
        }
      }
      case Standing.Missing _, Standing.Unconfirmed _ -> {}
      case Standing.Misfit misfit ->
          waves.add(
              new MapItem(
                  chunk.chunk().number(),
                  chunk.startByte(),
                  chunk.endByte(),
                  OptionalLong.of(misfit.expectedRowByte())));
    }
  }
}
