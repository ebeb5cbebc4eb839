package dev.batchwright.batch.protocol;

/// A set of longs in one array, for millions of them.
final class LongSet {

  private long[] slots = new long[1 << 16];
  private boolean hasZero;
  private int size;

  /// @return whether it was not there
  boolean add(long value) {
    if (value == 0) {
      boolean isNew = !hasZero;
      hasZero = true;
      return isNew;
    }
    if (size > slots.length / 2) {
      grow();
    }
    if (!place(slots, value)) {
      return false;
    }
    size++;
    return true;
  }

  int size() {
    return size + (hasZero ? 1 : 0);
  }

  private static boolean place(long[] slots, long value) {
    int mask = slots.length - 1;
    int at = (int) (value * 0x9E3779B97F4A7C15L >>> 32) & mask;
    while (slots[at] != 0) {
      if (slots[at] == value) {
        return false;
      }
      at = at + 1 & mask;
    }
    slots[at] = value;
    return true;
  }

  private void grow() {
    long[] larger = new long[slots.length * 2];
    for (long value : slots) {
      if (value != 0) {
        place(larger, value);
      }
    }
    slots = larger;
  }
}
