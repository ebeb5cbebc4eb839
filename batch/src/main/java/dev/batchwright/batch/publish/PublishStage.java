package dev.batchwright.batch.publish;

import dev.batchwright.batch.commit.StageEnvironment;
import dev.batchwright.batch.model.Published;
import dev.batchwright.batch.model.WorkRef;

/// The entry of its stage. Safe for many threads; keeps nothing between calls but caches.
public final class PublishStage {

  private final StageEnvironment environment;

  public PublishStage(StageEnvironment environment) {
    this.environment = environment;
  }

  /// Does the stage.
  public Published publish(WorkRef request) {
    throw new IllegalStateException("not yet: " + environment + request);
  }
}
