package dev.batchwright.local.s3;

import dev.batchwright.states.port.RangedObject;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/// An object that the States Language engine reads at any place.
record BucketRanges(FileChannel bytes, long sizeBytes) implements RangedObject {

  /// @param bytes closed with the result
  static BucketRanges of(FileChannel bytes) throws IOException {
    return new BucketRanges(bytes, bytes.size());
  }

  @Override
  public ByteBuffer read(long start, int length) throws IOException {
    ByteBuffer range = ByteBuffer.allocate(length);
    while (range.hasRemaining()) {
      if (bytes.read(range, start + range.position()) < 0) {
        throw new EOFException(
            "bytes [" + start + ", " + (start + length) + ") of " + sizeBytes + " were asked for");
      }
    }
    return range.flip();
  }

  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
