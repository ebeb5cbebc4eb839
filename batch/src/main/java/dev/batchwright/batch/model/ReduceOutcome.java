package dev.batchwright.batch.model;

import java.util.Objects;

/// What a reduce item's task answers: next to nothing, since the truth is in the commit.
///
/// @param partition the partition's number
/// @param attempt the attempt whose commit stands
/// @param won whether that was this call's own attempt
/// @param entries entries read from the shuffle
/// @param rows rows written
public record ReduceOutcome(int partition, String attempt, boolean won, long entries, long rows) {

  public ReduceOutcome {
    Objects.requireNonNull(attempt, "attempt");
  }
}
