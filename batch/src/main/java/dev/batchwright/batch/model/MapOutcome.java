package dev.batchwright.batch.model;

import java.util.Objects;

/// What a map item's task answers: next to nothing, since the truth is in the commit.
///
/// @param chunk the chunk's number
/// @param attempt the attempt whose commit stands
/// @param won whether that was this call's own attempt
/// @param bytes bytes of the chunk
/// @param rows rows read
/// @param quarantined rows refused
public record MapOutcome(
    int chunk, String attempt, boolean won, long bytes, long rows, long quarantined) {

  public MapOutcome {
    Objects.requireNonNull(attempt, "attempt");
  }
}
