package dev.batchwright.simulation.scenario;

import java.util.List;
import java.util.Objects;

/// An input object: what is in it, and its bytes.
///
/// @param key its key
/// @param rows its rows, in order
/// @param bytes how they are written; not to be modified
record DataObject(String key, List<DataRow> rows, byte[] bytes) {

  DataObject {
    Objects.requireNonNull(key, "key");
    rows = List.copyOf(rows);
    Objects.requireNonNull(bytes, "bytes");
  }
}
