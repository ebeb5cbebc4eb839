package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.ObjectBytes;
import java.io.InputStream;

/// An object that is one piece over and over again, and is held nowhere.
record RepeatedBytes(String key, byte[] piece, int times) implements ObjectBytes {

  @Override
  public String place() {
    return "s3://in/" + key + "@1";
  }

  @Override
  public long sizeBytes() {
    return (long) piece.length * times;
  }

  @Override
  public InputStream open(long startByte, long expectedEndByte) {
    return new InputStream() {
      private long at = startByte;

      @Override
      public int read() {
        return at < sizeBytes() ? piece[(int) (at++ % piece.length)] & 0xFF : -1;
      }

      @Override
      public int read(byte[] target, int offset, int length) {
        if (at >= sizeBytes()) {
          return -1;
        }
        int from = (int) (at % piece.length);
        int count = Math.min(length, piece.length - from);
        System.arraycopy(piece, from, target, offset, count);
        at += count;
        return count;
      }
    };
  }
}
