package dev.batchwright.batch.map;

import dev.batchwright.batch.commit.Attempt;
import dev.batchwright.batch.commit.ChunkStanding;
import dev.batchwright.batch.commit.ItemWaves;
import dev.batchwright.batch.commit.MapLedger;
import dev.batchwright.batch.commit.Run;
import dev.batchwright.batch.commit.Runs;
import dev.batchwright.batch.commit.StageEnvironment;
import dev.batchwright.batch.commit.Standing;
import dev.batchwright.batch.model.MapItem;
import dev.batchwright.batch.model.Seams;
import dev.batchwright.batch.model.WorkRef;
import java.util.OptionalLong;

/// Stage `Check seams`: follows the segments of each object, and lists the chunks whose first row
/// is not where their neighbour's last one ends. Those guessed wrongly whether they start inside a
/// quoted field, and are done again from the right byte.
///
/// A redone chunk's own end may then not fit its successor, so the state machine asks again until
/// all seams hold. Each round settles a chunk of every chain for good, and most chains are of one.
/// Safe for many threads.
public final class SeamCheck {

  private final StageEnvironment environment;
  private final Runs runs = new Runs();

  public SeamCheck(StageEnvironment environment) {
    this.environment = environment;
  }

  /// Lists what is to be done again; nothing, at no cost, for a format whose rows never hold line
  /// breaks.
  public Seams check(WorkRef request) {
    Run run = runs.at(environment.storage(), request.work());
    try (Attempt attempt = new Attempt(environment)) {
      ItemWaves waves =
          new ItemWaves(attempt.storage(), run.layout().items("seams", attempt.id()), attempt.id());
      attempt.otherwise(_ -> waves.abort());
      if (run.plan().seams()) {
        new MapLedger(attempt.storage(), run.plan()).walk(chunk -> add(chunk, waves));
      }
      return new Seams(waves.items(), waves.key(), waves.finish());
    }
  }

  private static void add(ChunkStanding chunk, ItemWaves waves) {
    switch (chunk.standing()) {
      case Standing.Committed _, Standing.Missing _ -> {}
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
