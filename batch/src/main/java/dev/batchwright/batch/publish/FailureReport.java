package dev.batchwright.batch.publish;

import dev.batchwright.batch.commit.StageEnvironment;
import dev.batchwright.batch.model.FailureRequest;
import dev.batchwright.batch.model.RunFailure;

/// Stage `Report failure`. Safe for many threads.
public final class FailureReport {

  private final StageEnvironment environment;

  public FailureReport(StageEnvironment environment) {
    this.environment = environment;
  }

  /// Says which item failed first, why, and what to do.
  public RunFailure report(FailureRequest request) {
    throw new IllegalStateException("not yet: " + environment + request);
  }
}
