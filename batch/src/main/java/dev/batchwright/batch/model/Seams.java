package dev.batchwright.batch.model;

import java.util.Objects;

/// What the check of the seams between segments answers.
///
/// @param redo chunks that are to be done again from a known row start; 0 when all seams hold
/// @param items the list of their items, a JSON array; there only when `redo` is above 0
public record Seams(int redo, S3Location items) {

  public Seams {
    Objects.requireNonNull(items, "items");
  }
}
