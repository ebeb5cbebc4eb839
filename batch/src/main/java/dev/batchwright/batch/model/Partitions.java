package dev.batchwright.batch.model;

import java.util.Objects;

/// What the planning of partitions answers.
///
/// @param partitions how many there are, 1 or more
/// @param pending how many of them have no commit yet, which is how many items are listed
/// @param items their items: wave `n` is the JSON array at this key followed by `n.json`
/// @param waves how many waves of items there are
public record Partitions(int partitions, int pending, String items, int waves) {

  public Partitions {
    Objects.requireNonNull(items, "items");
  }
}
