package dev.batchwright.batch.shuffle;

import dev.batchwright.batch.commit.SortedRun;
import dev.batchwright.batch.model.InputObject;
import dev.batchwright.batch.model.TransientException;
import dev.batchwright.batch.storage.PinnedObject;
import dev.batchwright.batch.storage.Storage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;

/// The index of one sorted run: its blocks' first keys, and where the blocks are.
public final class RunIndex {

  private final byte[][] firstKeys;
  private final long[] starts;
  private final long endByte;

  private RunIndex(byte[][] firstKeys, long[] starts, long endByte) {
    this.firstKeys = firstKeys;
    this.starts = starts;
    this.endByte = endByte;
  }

  /// Reads a run's index, by one GET.
  public static RunIndex read(Storage storage, InputObject object, SortedRun run) {
    byte[] bytes = new PinnedObject(storage, object).bytes(run.indexByte(), run.endByte());
    String place = object.place() + " index";
    try (BlockReader block =
        new BlockReader(place, run.indexByte(), new ByteArrayInputStream(bytes))) {
      if (!block.next()) {
        throw new TransientException(place + " at byte " + run.indexByte() + " is empty");
      }
      byte[][] keys = new byte[block.entries()][];
      long[] starts = new long[block.entries()];
      EntryCursor cursor = new EntryCursor();
      cursor.reset(block.payload(), 0);
      for (int i = 0; i < keys.length; i++) {
        cursor.next();
        keys[i] = Arrays.copyOfRange(cursor.bytes, cursor.keyStart, cursor.keyEnd);
        starts[i] = ByteBuffer.wrap(cursor.bytes, cursor.keyEnd, Long.BYTES).getLong();
      }
      return new RunIndex(keys, starts, run.indexByte());
    } catch (IOException e) {
      throw new TransientException(place + ": " + e.getMessage(), e);
    }
  }

  /// How many blocks the run has.
  public int blocks() {
    return starts.length;
  }

  /// The first key of a block.
  public byte[] firstKey(int block) {
    return firstKeys[block];
  }

  /// Length of a block.
  public long lengthBytes(int block) {
    return (block + 1 < starts.length ? starts[block + 1] : endByte) - starts[block];
  }

  /// Where to start reading for keys from `low` on: the last block that starts before it, since
  /// that one may end with such keys.
  public long startFor(Optional<byte[]> low) {
    int first = low.isEmpty() ? 0 : lowerBound(low.get());
    return starts[Math.max(0, first - 1)];
  }

  /// Where to stop reading for keys before `high`: at the first block that starts with it or later.
  public long endFor(Optional<byte[]> high) {
    int after = high.isEmpty() ? starts.length : lowerBound(high.get());
    return after < starts.length ? starts[after] : endByte;
  }

  /// The first block whose first key is not before `key`.
  private int lowerBound(byte[] key) {
    int low = 0;
    int high = starts.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      byte[] first = firstKeys[middle];
      if (Entries.compare(first, 0, first.length, key, 0, key.length) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
