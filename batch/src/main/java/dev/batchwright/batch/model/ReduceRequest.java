package dev.batchwright.batch.model;

import java.util.Objects;

/// What a reduce task is asked.
///
/// @param work the run's work prefix
/// @param item the item to do
public record ReduceRequest(S3Location work, ReduceItem item) {

  public ReduceRequest {
    Objects.requireNonNull(work, "work");
    Objects.requireNonNull(item, "item");
  }
}
