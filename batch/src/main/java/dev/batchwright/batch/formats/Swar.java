package dev.batchwright.batch.formats;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Eight bytes at a time in a `long` ("SIMD within a register"; Lamport 1975, Mycroft 1987). The
/// exact form of the zero-byte test is used, which has no false positives, so that every set bit is
/// a match and matches can be walked through with count-trailing-zeros.
final class Swar {

  /// Bytes that have to be readable after the last one of a buffer.
  static final int PADDING = Long.BYTES;

  static final long HIGH_BITS = 0x8080808080808080L;
  private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Swar() {}

  /// The eight bytes from `index` on, the first one lowest.
  static long load(byte[] bytes, int index) {
    return (long) LONGS.get(bytes, index);
  }

  /// The byte in all eight places.
  static long broadcast(byte value) {
    return 0x0101010101010101L * (value & 0xFF);
  }

  /// The high bit of each byte is clear exactly where `word` has the byte that `pattern` repeats;
  /// the results for several patterns are joined with `&`.
  static long differs(long word, long pattern) {
    long x = word ^ pattern;
    return ((x & LOW_BITS) + LOW_BITS) | x;
  }

  /// The high bit of each byte that matched one of the patterns.
  static long matches(long differs) {
    return ~differs & HIGH_BITS;
  }

  /// The high bits of eight bytes in which no other bit is set, the first one's lowest.
  static long bits(long marks) {
    return (marks >>> 7) * 0x0102040810204080L >>> 56;
  }

  /// The bits from each first to before each second of the bits that are set; where their number is
  /// odd, also all from the last one on.
  static long betweenOdd(long bits) {
    long x = bits;
    x ^= x << 1;
    x ^= x << 2;
    x ^= x << 4;
    x ^= x << 8;
    x ^= x << 16;
    return x ^ x << 32;
  }

  /// All bits of the first `count` bytes; of all eight from 8 on.
  static long below(int count) {
    return count >= Long.BYTES ? -1L : (1L << (count << 3)) - 1;
  }

  /// How many bytes stand before the first match.
  static int firstMatch(long matches) {
    return Long.numberOfTrailingZeros(matches) >>> 3;
  }

  /// Where `value` is first found in `[from, to)`, or -1. Reads up to [#PADDING] bytes past `to`.
  static int indexOf(byte[] bytes, int from, int to, long pattern) {
    for (int i = from; i < to; i += Long.BYTES) {
      long found = matches(differs(load(bytes, i), pattern));
      if (found != 0) {
        int at = i + firstMatch(found);
        return at < to ? at : -1;
      }
    }
    return -1;
  }
}
