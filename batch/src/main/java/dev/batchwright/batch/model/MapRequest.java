package dev.batchwright.batch.model;

import java.util.Objects;

/// What a map task is asked.
///
/// @param work the run's work prefix
/// @param item the item to do
public record MapRequest(S3Location work, MapItem item) {

  public MapRequest {
    Objects.requireNonNull(work, "work");
    Objects.requireNonNull(item, "item");
  }
}
