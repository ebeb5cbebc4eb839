package dev.batchwright.simulation.faults;

import java.time.Duration;
import java.util.Optional;

/// Decides what happens to each request.
public interface FaultPlan {

  /// How long a request is on its way, or its answer; asked for twice a request.
  Duration latency(S3Call call);

  /// What goes wrong with a request, if anything.
  Optional<Fault> fault(S3Call call);

  /// A plan by which all goes well and at once.
  static FaultPlan none() {
    return new FaultPlan() {
      @Override
      public Duration latency(S3Call call) {
        return Duration.ZERO;
      }

      @Override
      public Optional<Fault> fault(S3Call call) {
        return Optional.empty();
      }
    };
  }
}
