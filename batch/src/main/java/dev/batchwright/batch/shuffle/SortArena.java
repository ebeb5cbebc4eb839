package dev.batchwright.batch.shuffle;

import dev.batchwright.batch.transform.EntrySink;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Holds entries in pages and hands them out in the order of their keys, equal keys in the order in
/// which they came.
///
/// The sort is a bottom-up merge of entry numbers, which is stable. Each entry has the eight bytes
/// of its key that follow what all keys begin with as a number beside it, so that most comparisons
/// touch no page (the key prefix technique of Nyberg et al., AlphaSort, SIGMOD 1994).
final class SortArena {

  private static final int PAGE_BYTES = 1 << 20;

  /// Beside its bytes an entry costs a position, a prefix and two numbers in the sort.
  private static final int ENTRY_OVERHEAD_BYTES = 8 + 8 + 4 + 4 + 10;

  private final List<byte[]> pages = new ArrayList<>();
  private int page = -1;
  private int pageEnd;
  private long[] positions = new long[1 << 10];
  private int count;
  private long used;
  private byte[] common = new byte[0];

  long usedBytes() {
    return used;
  }

  long usedBytesWith(int lengthBytes) {
    return used + lengthBytes + ENTRY_OVERHEAD_BYTES;
  }

  void add(byte[] bytes, int keyStart, int keyEnd, int valueEnd) {
    int most = Entries.maxBytes(keyEnd - keyStart, valueEnd - keyEnd);
    if (page < 0 || pageEnd + most > pages.get(page).length) {
      turnPage(most);
    }
    if (count == positions.length) {
      positions = Arrays.copyOf(positions, count * 2);
    }
    positions[count] = (long) page << 32 | pageEnd;
    pageEnd = Entries.write(bytes, keyStart, keyEnd, valueEnd, pages.get(page), pageEnd);
    int keyLength = keyEnd - keyStart;
    if (count == 0) {
      common = Arrays.copyOfRange(bytes, keyStart, keyEnd);
    } else if (!startsWithCommon(bytes, keyStart, keyEnd)) {
      int same = Arrays.mismatch(common, 0, common.length, bytes, keyStart, keyEnd);
      common = Arrays.copyOf(common, Math.min(same, keyLength));
    }
    count++;
    used = usedBytesWith(valueEnd - keyStart);
  }

  private boolean startsWithCommon(byte[] bytes, int keyStart, int keyEnd) {
    return keyEnd - keyStart >= common.length
        && Arrays.equals(common, 0, common.length, bytes, keyStart, keyStart + common.length);
  }

  private void turnPage(int most) {
    page++;
    pageEnd = 0;
    if (page == pages.size()) {
      pages.add(new byte[Math.max(PAGE_BYTES, most)]);
    } else if (pages.get(page).length < most) {
      pages.set(page, new byte[most]);
    }
  }

  /// Hands all entries out in order, and holds none afterwards.
  void drainSorted(EntrySink sink) throws IOException {
    long[] prefixes = new long[count];
    EntryCursor cursor = new EntryCursor();
    for (int i = 0; i < count; i++) {
      point(cursor, i);
      prefixes[i] = Entries.prefix(cursor.bytes, cursor.keyStart + common.length, cursor.keyEnd);
    }
    for (int entry : sorted(prefixes)) {
      point(cursor, entry);
      sink.accept(cursor.bytes, cursor.keyStart, cursor.keyEnd, cursor.valueEnd);
    }
    page = -1;
    pages.removeIf(held -> held.length > PAGE_BYTES);
    count = 0;
    used = 0;
  }

  private int[] sorted(long[] prefixes) {
    int[] from = new int[count];
    Arrays.setAll(from, i -> i);
    int[] to = new int[count];
    EntryCursor left = new EntryCursor();
    EntryCursor right = new EntryCursor();
    for (int width = 1; width > 0 && width < count; width <<= 1) {
      for (int start = 0; start < count; start += 2 * width) {
        int middle = Math.min(start + width, count);
        int end = (int) Math.min((long) start + 2L * width, count);
        int l = start;
        int r = middle;
        for (int i = start; i < end; i++) {
          boolean takeLeft =
              r >= end || (l < middle && inOrder(from[l], from[r], prefixes, left, right));
          to[i] = takeLeft ? from[l++] : from[r++];
        }
        if (end == count) {
          break;
        }
      }
      int[] swap = from;
      from = to;
      to = swap;
    }
    return from;
  }

  private boolean inOrder(int a, int b, long[] prefixes, EntryCursor left, EntryCursor right) {
    int byPrefix = Long.compareUnsigned(prefixes[a], prefixes[b]);
    if (byPrefix != 0) {
      return byPrefix < 0;
    }
    point(left, a);
    point(right, b);
    return Entries.compare(
            left.bytes, left.keyStart, left.keyEnd, right.bytes, right.keyStart, right.keyEnd)
        <= 0;
  }

  private void point(EntryCursor cursor, int entry) {
    long position = positions[entry];
    cursor.reset(pages.get((int) (position >>> 32)), (int) position);
    cursor.next();
  }
}
