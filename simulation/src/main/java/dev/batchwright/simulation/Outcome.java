package dev.batchwright.simulation;

import dev.batchwright.simulation.faults.FaultCounts;
import java.util.List;
import java.util.Objects;

/// What became of one world.
///
/// @param seed its seed
/// @param published whether its run was published in the end; otherwise it was refused, rightly
/// @param executions executions that it took
/// @param requests points at which work was interleaved
/// @param simulatedSeconds how long it took, in simulated time
/// @param digest of all that happened
/// @param rowsLost rows of the right answer that the output has not
/// @param rowsDoubled rows that the output has besides
/// @param faults how many of each kind there were
/// @param violations what must not be and was
/// @param story what happened, where it was to be told
public record Outcome(
    long seed,
    boolean published,
    int executions,
    long requests,
    long simulatedSeconds,
    long digest,
    long rowsLost,
    long rowsDoubled,
    FaultCounts faults,
    List<String> violations,
    List<String> story) {

  public Outcome {
    Objects.requireNonNull(faults, "faults");
    violations = List.copyOf(violations);
    story = List.copyOf(story);
  }

  /// Whether all that has to hold did.
  public boolean isWell() {
    return violations.isEmpty();
  }
}
