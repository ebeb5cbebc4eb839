package dev.batchwright.batch.transform;

import java.io.IOException;

/// Takes the entries that a mapper hands to the shuffle: a key whose bytes sort as unsigned bytes
/// in the order of the output, and a value. Entries come in any order, equal keys may come many
/// times; entries of equal keys keep the order in which they came. The sink copies what it keeps.
public interface EntrySink {

  /// Takes the entry with key `bytes[keyStart, keyEnd)` and value `bytes[keyEnd, valueEnd)`.
  ///
  /// @throws IOException when the entry cannot be stored
  void accept(byte[] bytes, int keyStart, int keyEnd, int valueEnd) throws IOException;
}
