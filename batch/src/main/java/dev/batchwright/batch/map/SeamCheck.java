package dev.batchwright.batch.map;

import dev.batchwright.batch.commit.StageEnvironment;
import dev.batchwright.batch.model.Seams;
import dev.batchwright.batch.model.WorkRef;

/// The entry of its stage. Safe for many threads; keeps nothing between calls but caches.
public final class SeamCheck {

  private final StageEnvironment environment;

  public SeamCheck(StageEnvironment environment) {
    this.environment = environment;
  }

  /// Does the stage.
  public Seams check(WorkRef request) {
    throw new IllegalStateException("not yet: " + environment + request);
  }
}
