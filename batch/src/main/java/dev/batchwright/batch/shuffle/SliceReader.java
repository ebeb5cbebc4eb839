package dev.batchwright.batch.shuffle;

import dev.batchwright.batch.storage.PinnedObject;
import dev.batchwright.batch.storage.Storage;
import java.io.IOException;

/// Reads the entries of one slice whose keys are in a range, in order. For one reader.
final class SliceReader implements AutoCloseable {

  /// Which of equal keys comes first: the slice's place among all slices.
  final int order;

  final EntryCursor cursor = new EntryCursor();

  /// First bytes of the current key, so that most comparisons need no more.
  long prefix;

  private final BlockReader blocks;
  private final KeyRange keys;
  private int left;

  SliceReader(Storage storage, Slice slice, int order, KeyRange keys, int rangeBytes) {
    this.order = order;
    this.keys = keys;
    this.blocks =
        new BlockReader(
            slice.place(),
            slice.startByte(),
            new PinnedObject(storage, slice.object())
                .slice(slice.startByte(), slice.endByte(), rangeBytes));
  }

  /// Goes to the next entry in the range; answers false after the last one.
  boolean next() throws IOException {
    while (advance()) {
      if (keys.isBelow(cursor.bytes, cursor.keyStart, cursor.keyEnd)) {
        continue;
      }
      if (keys.isAbove(cursor.bytes, cursor.keyStart, cursor.keyEnd)) {
        return false;
      }
      prefix = Entries.prefix(cursor.bytes, cursor.keyStart, cursor.keyEnd);
      return true;
    }
    return false;
  }

  private boolean advance() throws IOException {
    while (left == 0) {
      if (!blocks.next()) {
        return false;
      }
      left = blocks.entries();
      cursor.reset(blocks.payload(), 0);
    }
    left--;
    cursor.next();
    return true;
  }

  boolean isBefore(SliceReader other) {
    int byPrefix = Long.compareUnsigned(prefix, other.prefix);
    if (byPrefix != 0) {
      return byPrefix < 0;
    }
    EntryCursor a = cursor;
    EntryCursor b = other.cursor;
    int byKey = Entries.compare(a.bytes, a.keyStart, a.keyEnd, b.bytes, b.keyStart, b.keyEnd);
    return byKey != 0 ? byKey < 0 : order < other.order;
  }

  @Override
  public void close() throws IOException {
    blocks.close();
  }
}
