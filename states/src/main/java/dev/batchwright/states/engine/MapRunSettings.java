package dev.batchwright.states.engine;

import java.util.Objects;
import java.util.Optional;

/// What of a Map Run can be changed while it runs.
///
/// @param maxConcurrency how many children at once; 0: as many as the service allows
/// @param toleratedFailureCount how many items may fail
/// @param toleratedFailurePercentage what part of the items may fail, 0 to 100
public record MapRunSettings(
    int maxConcurrency,
    Optional<Long> toleratedFailureCount,
    Optional<Double> toleratedFailurePercentage) {

  public MapRunSettings {
    Objects.requireNonNull(toleratedFailureCount, "toleratedFailureCount");
    Objects.requireNonNull(toleratedFailurePercentage, "toleratedFailurePercentage");
  }

  boolean hasTolerance() {
    return toleratedFailureCount.isPresent() || toleratedFailurePercentage.isPresent();
  }
}
