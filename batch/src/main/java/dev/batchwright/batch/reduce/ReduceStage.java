package dev.batchwright.batch.reduce;

import dev.batchwright.batch.commit.StageEnvironment;
import dev.batchwright.batch.model.ReduceOutcome;
import dev.batchwright.batch.model.ReduceRequest;

/// The entry of its stage. Safe for many threads; keeps nothing between calls but caches.
public final class ReduceStage {

  private final StageEnvironment environment;

  public ReduceStage(StageEnvironment environment) {
    this.environment = environment;
  }

  /// Does the stage.
  public ReduceOutcome reduce(ReduceRequest request) {
    throw new IllegalStateException("not yet: " + environment + request);
  }
}
