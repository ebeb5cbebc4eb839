package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.ByteBuilder;
import java.util.Arrays;

/// Reads bytes that one worker wrote for another, from front to back.
final class KeyCursor {

  private byte[] bytes = {};
  private int at;
  private int mask;

  void over(byte[] source, int start) {
    bytes = source;
    at = start;
    mask = 0;
  }

  /// Whether what follows was written inverted, as the parts of a descending key are.
  void inverted(boolean yes) {
    mask = yes ? 0xFF : 0;
  }

  int next() {
    return (bytes[at++] ^ mask) & 0xFF;
  }

  long nextLong() {
    long value = 0;
    for (int i = 0; i < Long.BYTES; i++) {
      value = value << 8 | next();
    }
    return value;
  }

  long nextVarLong() {
    long zigzag = 0;
    int shift = 0;
    int b = next();
    while ((b & 0x80) != 0) {
      zigzag |= (long) (b & 0x7F) << shift;
      shift += 7;
      b = next();
    }
    zigzag |= (long) b << shift;
    return zigzag >>> 1 ^ -(zigzag & 1);
  }

  byte[] nextBytes(int count) {
    byte[] copy = Arrays.copyOfRange(bytes, at, at + count);
    at += count;
    return copy;
  }

  /// Reads a text part into `out`.
  void nextText(ByteBuilder out) {
    while (true) {
      int b = next();
      if (b == 0 && next() == 1) {
        return;
      }
      out.put(b);
    }
  }
}
