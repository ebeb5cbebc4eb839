package dev.batchwright.states.port;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/// One object that is read at any place, by several threads at once.
public interface RangedObject extends Closeable {

  /// How many bytes it has.
  long sizeBytes();

  /// The bytes of `[start, start + length)`, all of them.
  ///
  /// @throws IOException when they cannot be read
  ByteBuffer read(long start, int length) throws IOException;

  /// An object in memory.
  ///
  /// @param content not to be modified
  static RangedObject of(byte[] content) {
    return new RangedObject() {
      @Override
      public long sizeBytes() {
        return content.length;
      }

      @Override
      public ByteBuffer read(long start, int length) throws IOException {
        if (start < 0 || start + length > content.length) {
          throw new IOException(
              "bytes [" + start + ", " + (start + length) + ") of " + content.length);
        }
        return ByteBuffer.wrap(content, (int) start, length).slice();
      }

      @Override
      public void close() {}
    };
  }
}
