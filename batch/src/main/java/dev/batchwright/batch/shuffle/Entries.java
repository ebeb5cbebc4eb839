package dev.batchwright.batch.shuffle;

import java.util.Arrays;

/// How entries stand in memory and in blocks: the key's length, the value's length (both as LEB128
/// numbers), the key's bytes, the value's bytes.
final class Entries {

  /// Most bytes that a length takes.
  private static final int MAX_LENGTH_BYTES = 5;

  private Entries() {}

  /// Most bytes that an entry takes.
  static int maxBytes(int keyLength, int valueLength) {
    return Math.addExact(Math.addExact(keyLength, valueLength), 2 * MAX_LENGTH_BYTES);
  }

  /// Writes the entry with key `from[keyStart, keyEnd)` and value `from[keyEnd, valueEnd)`.
  ///
  /// @return where it ends in `to`
  static int write(byte[] from, int keyStart, int keyEnd, int valueEnd, byte[] to, int at) {
    int position = writeLength(keyEnd - keyStart, to, at);
    position = writeLength(valueEnd - keyEnd, to, position);
    System.arraycopy(from, keyStart, to, position, valueEnd - keyStart);
    return position + valueEnd - keyStart;
  }

  private static int writeLength(int length, byte[] to, int at) {
    int left = length;
    int position = at;
    while (left > 0x7f) {
      to[position++] = (byte) (left | 0x80);
      left >>>= 7;
    }
    to[position++] = (byte) left;
    return position;
  }

  /// Orders keys as unsigned bytes.
  static int compare(byte[] a, int aStart, int aEnd, byte[] b, int bStart, int bEnd) {
    return Arrays.compareUnsigned(a, aStart, aEnd, b, bStart, bEnd);
  }

  /// The eight bytes of a key from `start` on, as a number that orders as they do; shorter keys are
  /// filled up with zeros, so equal numbers say nothing about equal keys.
  static long prefix(byte[] bytes, int start, int end) {
    long prefix = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      prefix = prefix << 8 | (start + i < end ? bytes[start + i] & 0xff : 0);
    }
    return prefix;
  }
}
