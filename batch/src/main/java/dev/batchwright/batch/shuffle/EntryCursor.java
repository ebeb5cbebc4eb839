package dev.batchwright.batch.shuffle;

/// Walks over entries that stand one after the other in an array. For one reader.
final class EntryCursor {

  byte[] bytes = new byte[0];
  int keyStart;
  int keyEnd;
  int valueEnd;

  /// Stands before the entry at `start`.
  void reset(byte[] newBytes, int start) {
    bytes = newBytes;
    valueEnd = start;
  }

  /// Goes to the next entry.
  void next() {
    int keyLength = length(valueEnd);
    int valueLength = length(keyStart);
    keyEnd = keyStart + keyLength;
    valueEnd = keyEnd + valueLength;
    if (keyLength < 0 || valueLength < 0 || valueEnd > bytes.length || valueEnd < keyStart) {
      throw new IllegalStateException("an entry ends outside of its block");
    }
  }

  /// Reads a length and leaves `keyStart` behind it.
  private int length(int at) {
    int length = 0;
    int shift = 0;
    int position = at;
    byte b;
    do {
      b = bytes[position++];
      length |= (b & 0x7f) << shift;
      shift += 7;
    } while (b < 0);
    keyStart = position;
    return length;
  }
}
