package dev.batchwright.batch.map;

import dev.batchwright.batch.commit.StageEnvironment;
import dev.batchwright.batch.model.MapOutcome;
import dev.batchwright.batch.model.MapRequest;

/// The entry of its stage. Safe for many threads; keeps nothing between calls but caches.
public final class MapStage {

  private final StageEnvironment environment;

  public MapStage(StageEnvironment environment) {
    this.environment = environment;
  }

  /// Does the stage.
  public MapOutcome map(MapRequest request) {
    throw new IllegalStateException("not yet: " + environment + request);
  }
}
