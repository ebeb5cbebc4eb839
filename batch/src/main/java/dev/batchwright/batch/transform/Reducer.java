package dev.batchwright.batch.transform;

import java.io.IOException;
import java.util.List;

/// A flow's second half at work on one partition, by one thread. Entries are given in key order
/// (equal keys in the order of their chunks), then [#finish()] once.
public interface Reducer {

  /// Takes the entry with key `bytes[keyStart, keyEnd)` and value `bytes[keyEnd, valueEnd)`; copies
  /// what it keeps.
  ///
  /// @throws IOException when output cannot be written
  void accept(byte[] bytes, int keyStart, int keyEnd, int valueEnd) throws IOException;

  /// Writes what is still held.
  ///
  /// @return rows written to the output
  /// @throws IOException when output cannot be written
  long finish() throws IOException;

  /// What it saw of the job's checks in the rows that it wrote; asked for at the end.
  List<Tally> tallies();
}
