package dev.batchwright.simulation.scenario;

import java.util.List;
import java.util.Objects;

/// One version of an input object: what is in it, and its bytes.
///
/// @param key its key
/// @param rows its rows, in order
/// @param starts at which byte of its text each row starts
/// @param bytes how they are written; not to be modified
/// @param compressed whether the bytes are the text compressed, which nobody cuts
record DataObject(
    String key, List<DataRow> rows, List<Long> starts, byte[] bytes, boolean compressed) {

  DataObject {
    Objects.requireNonNull(key, "key");
    rows = List.copyOf(rows);
    starts = List.copyOf(starts);
    Objects.requireNonNull(bytes, "bytes");
  }

  /// By which byte of the object a row belongs to a segment.
  long placeOf(int row) {
    return compressed ? 0 : starts.get(row);
  }
}
