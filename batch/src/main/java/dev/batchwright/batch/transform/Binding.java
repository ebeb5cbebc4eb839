package dev.batchwright.batch.transform;

import java.util.List;
import java.util.Objects;

/// What a flow takes from the run's first object, so that all its workers write alike: the columns
/// where the job does not name them, and the format where keys say it. Pinned with the plan.
///
/// @param key the object's key, which may say the format
/// @param columns the columns in the order of its header; none for JSON Lines
public record Binding(String key, List<String> columns) {

  public Binding {
    Objects.requireNonNull(key, "key");
    columns = List.copyOf(columns);
  }
}
