package dev.batchwright.batch.reduce;

import dev.batchwright.batch.commit.StageEnvironment;
import dev.batchwright.batch.model.Partitions;
import dev.batchwright.batch.model.WorkRef;

/// The entry of its stage. Safe for many threads; keeps nothing between calls but caches.
public final class PartitionPlan {

  private final StageEnvironment environment;

  public PartitionPlan(StageEnvironment environment) {
    this.environment = environment;
  }

  /// Does the stage.
  public Partitions plan(WorkRef request) {
    throw new IllegalStateException("not yet: " + environment + request);
  }
}
