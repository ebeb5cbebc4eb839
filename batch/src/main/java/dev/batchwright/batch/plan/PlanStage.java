package dev.batchwright.batch.plan;

import dev.batchwright.batch.commit.StageEnvironment;
import dev.batchwright.batch.model.PlanRequest;
import dev.batchwright.batch.model.Planned;

/// The entry of its stage. Safe for many threads; keeps nothing between calls but caches.
public final class PlanStage {

  private final StageEnvironment environment;

  private final PlanLimits limits;

  public PlanStage(StageEnvironment environment, PlanLimits limits) {
    this.environment = environment;
    this.limits = limits;
  }

  /// Does the stage.
  public Planned plan(PlanRequest request) {
    throw new IllegalStateException("not yet: " + environment + limits + request);
  }
}
