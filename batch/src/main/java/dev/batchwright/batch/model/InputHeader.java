package dev.batchwright.batch.model;

import java.util.List;
import java.util.Objects;

/// What all workers have to know of a run's first object, found when the run is planned.
///
/// @param key the object as its reader names it, which may say the format
/// @param columns its columns, where it has a header
public record InputHeader(String key, List<String> columns) {

  public InputHeader {
    Objects.requireNonNull(key, "key");
    columns = List.copyOf(columns);
  }
}
