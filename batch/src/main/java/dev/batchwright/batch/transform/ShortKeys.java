package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.RowBlock;
import java.util.Arrays;

/// Remembers the groups of keys whose texts fit into a `long`, such as flags and country codes:
/// rows of a group that was met lately find it without its key being encoded, hashed and compared.
/// A direct-mapped cache: of two keys with one place, the later stays.
final class ShortKeys {

  /// No key packs to this.
  static final long NONE = 0;

  private static final int PLACES_BITS = 10;
  private static final int MISSING = 0xFF;

  private final long[] packed = new long[1 << PLACES_BITS];
  private final int[] groups = new int[1 << PLACES_BITS];

  /// The key's texts, each followed by its length plus one; [#NONE] where they do not fit, or are
  /// no texts. Read from its end, a key can be unpacked in one way only, so different keys differ.
  static long pack(Evaluator[] keys) {
    long key = NONE;
    int length = 0;
    for (Evaluator each : keys) {
      if (!(each instanceof TextEvaluator text)) {
        return NONE;
      }
      int size = text.missing ? 0 : text.end - text.start;
      length += size + 1;
      if (length > Long.BYTES) {
        return NONE;
      }
      for (int i = 0; i < size; i++) {
        key = key << Byte.SIZE | text.bytes[text.start + i] & 0xFF;
      }
      key = key << Byte.SIZE | (text.missing ? MISSING : size + 1);
    }
    return key;
  }

  /// As [#pack(Evaluator[])], of a row of a block.
  static long pack(TextVector[] keys, int row, byte[] bytes) {
    long key = NONE;
    int length = 0;
    for (TextVector each : keys) {
      long cell = each.cells()[row];
      int size = RowBlock.length(cell);
      length += size + 1;
      if (length > Long.BYTES) {
        return NONE;
      }
      int start = RowBlock.start(cell);
      long text = 0;
      for (int i = 0; i < size; i++) {
        text = text << Byte.SIZE | bytes[start + i] & 0xFF;
      }
      key = (key << size * Byte.SIZE | text) << Byte.SIZE | size + 1;
    }
    return key;
  }

  /// The group of a packed key, or -1 where it is not remembered.
  int find(long key) {
    int place = place(key);
    return packed[place] == key && key != NONE ? groups[place] : -1;
  }

  /// Remembers a group; [#NONE] is not remembered.
  void put(long key, int group) {
    int place = place(key);
    packed[place] = key;
    groups[place] = group;
  }

  void clear() {
    Arrays.fill(packed, NONE);
  }

  /// Fibonacci hashing: Knuth, The Art of Computer Programming, volume 3, section 6.4.
  private static int place(long key) {
    return (int) (key * 0x9E3779B97F4A7C15L >>> Long.SIZE - PLACES_BITS);
  }
}
