package dev.batchwright.batch.transform;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// Numbers different keys 0, 1, 2... in the order in which they come: open addressing over keys
/// that lie one after the other in one array, so that there is no object a key.
final class KeyIndex {

  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final int FIRST_SLOTS = 1 << 10;

  private byte[] keys = new byte[1 << 12];
  private int[] ends = new int[FIRST_SLOTS / 2];
  private int[] hashes = new int[FIRST_SLOTS / 2];
  private int[] slots = new int[FIRST_SLOTS];
  private int size;

  /// How many keys there are.
  int size() {
    return size;
  }

  /// About how many bytes the keys hold: arrays double when they are full, so twice what is in use.
  long heldBytes() {
    return size == 0 ? 0 : 2L * (ends[size - 1] + 16L * size);
  }

  /// The array that all keys lie in.
  byte[] keys() {
    return keys;
  }

  int start(int key) {
    return key == 0 ? 0 : ends[key - 1];
  }

  int end(int key) {
    return ends[key];
  }

  void clear() {
    size = 0;
    Arrays.fill(slots, 0);
  }

  /// The number of a key, or -1 where it is new.
  int find(byte[] bytes, int from, int to) {
    int hash = hash(bytes, from, to);
    int slot = slotOf(hash, bytes, from, to);
    return slots[slot] - 1;
  }

  /// The number of a key; a new one gets the next number.
  int findOrAdd(byte[] bytes, int from, int to) {
    int hash = hash(bytes, from, to);
    int slot = slotOf(hash, bytes, from, to);
    int known = slots[slot] - 1;
    return known >= 0 ? known : add(bytes, from, to, hash, slot);
  }

  private int slotOf(int hash, byte[] bytes, int from, int to) {
    int mask = slots.length - 1;
    int slot = hash & mask;
    while (slots[slot] != 0) {
      int key = slots[slot] - 1;
      if (hashes[key] == hash && Arrays.equals(keys, start(key), ends[key], bytes, from, to)) {
        return slot;
      }
      slot = slot + 1 & mask;
    }
    return slot;
  }

  private int add(byte[] bytes, int from, int to, int hash, int slot) {
    int key = size++;
    int at = start(key);
    int length = to - from;
    if (keys.length - at < length) {
      keys = Arrays.copyOf(keys, Math.max(keys.length * 2, at + length));
    }
    System.arraycopy(bytes, from, keys, at, length);
    ends[key] = at + length;
    hashes[key] = hash;
    slots[slot] = key + 1;
    if (size == ends.length) {
      rehash();
    }
    return key;
  }

  private void rehash() {
    ends = Arrays.copyOf(ends, size * 2);
    hashes = Arrays.copyOf(hashes, size * 2);
    slots = new int[size * 4];
    int mask = slots.length - 1;
    for (int key = 0; key < size; key++) {
      int slot = hashes[key] & mask;
      while (slots[slot] != 0) {
        slot = slot + 1 & mask;
      }
      slots[slot] = key + 1;
    }
  }

  /// Multiplies eight bytes at a time, and mixes at the end as MurmurHash3 does.
  static int hash(byte[] bytes, int from, int to) {
    return (int) hash64(bytes, from, to);
  }

  static long hash64(byte[] bytes, int from, int to) {
    long hash = (to - from) * 0x9E3779B97F4A7C15L;
    int i = from;
    for (; i + Long.BYTES <= to; i += Long.BYTES) {
      hash = mix(hash ^ (long) LONGS.get(bytes, i));
    }
    long rest = 0;
    for (; i < to; i++) {
      rest = rest << 8 | bytes[i] & 0xFF;
    }
    return mix(hash ^ rest);
  }

  private static long mix(long value) {
    long x = value;
    x = (x ^ x >>> 33) * 0xFF51AFD7ED558CCDL;
    x = (x ^ x >>> 33) * 0xC4CEB9FE1A85EC53L;
    return x ^ x >>> 33;
  }
}
