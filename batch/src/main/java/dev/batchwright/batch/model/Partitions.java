package dev.batchwright.batch.model;

import java.util.Objects;

/// What the planning of partitions answers.
///
/// @param partitions how many there are, 1 or more
/// @param pending how many of them have no commit yet, which is how many items are listed
/// @param items the list of their items, a JSON array
public record Partitions(int partitions, int pending, S3Location items) {

  public Partitions {
    Objects.requireNonNull(items, "items");
  }
}
