package dev.batchwright.batch.shuffle;

import dev.batchwright.batch.commit.SortedRun;
import dev.batchwright.batch.storage.ObjectOutput;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/// Writes one sorted run: blocks, then an index of them, which is itself a block whose entries are
/// a block's first key and where it starts (eight bytes).
final class RunWriter {

  /// Blocks are closed at this size. Partitions are cut at blocks, so that a smaller one reads less
  /// in vain, and a larger one has a smaller index: 32 KiB is one index entry (some 40 bytes) in a
  /// thousand.
  static final int BLOCK_BYTES = 32 << 10;

  private final ObjectOutput output;
  private final long startByte;
  private final BlockWriter block = new BlockWriter();
  private final BlockWriter index = new BlockWriter();
  private byte[] firstKey = new byte[0];
  private long entries;

  RunWriter(ObjectOutput output) {
    this.output = output;
    this.startByte = output.writtenBytes();
  }

  /// Takes the next entry, whose key is not before the last one's.
  void add(byte[] bytes, int keyStart, int keyEnd, int valueEnd) throws IOException {
    if (block.isEmpty()) {
      firstKey = Arrays.copyOfRange(bytes, keyStart, keyEnd);
    }
    block.add(bytes, keyStart, keyEnd, valueEnd);
    entries++;
    if (block.lengthBytes() >= BLOCK_BYTES) {
      closeBlock();
    }
  }

  private void closeBlock() throws IOException {
    long start = output.writtenBytes();
    block.writeTo(output);
    byte[] entry =
        ByteBuffer.allocate(firstKey.length + Long.BYTES).put(firstKey).putLong(start).array();
    index.add(entry, 0, firstKey.length, entry.length);
  }

  /// Ends the run, which has an entry at least.
  SortedRun finish() throws IOException {
    if (!block.isEmpty()) {
      closeBlock();
    }
    long indexByte = output.writtenBytes();
    index.writeTo(output);
    return new SortedRun(startByte, indexByte, output.writtenBytes(), entries);
  }
}
