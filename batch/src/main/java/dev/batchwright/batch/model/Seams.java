package dev.batchwright.batch.model;

import java.util.Objects;

/// What the check of the seams between segments answers.
///
/// @param redo chunks that are to be done again from a known row start; 0 when all seams hold
/// @param items their items: wave `n` is the JSON array at this key followed by `n.json`
/// @param waves how many waves of items there are
public record Seams(int redo, String items, int waves) {

  public Seams {
    Objects.requireNonNull(items, "items");
  }
}
