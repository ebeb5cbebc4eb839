package dev.batchwright.states.engine;

import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

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

  /// Whether so many failures are more than is tolerated: more than either limit says, and without
  /// a limit more than none.
  ///
  /// @param total of all items; a percentage is judged only once that is known
  boolean isExceededBy(long failed, OptionalLong total) {
    if (toleratedFailureCount.isEmpty() && toleratedFailurePercentage.isEmpty()) {
      return failed > 0;
    }
    boolean byCount = toleratedFailureCount.filter(it -> failed > it).isPresent();
    boolean byPercentage =
        total.isPresent()
            && toleratedFailurePercentage
                .filter(it -> failed * 100.0 / total.getAsLong() > it)
                .isPresent();
    return byCount || byPercentage;
  }
}
