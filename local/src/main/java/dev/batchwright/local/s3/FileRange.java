package dev.batchwright.local.s3;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;

/// The bytes of an interval of an open file, which it closes with itself.
///
/// A file that has become shorter than it was ends in an [EOFException], so that what came cannot
/// be taken for the whole.
final class FileRange extends InputStream {

  /// One read of the file, and one write to a socket; measured: larger ones gain nothing.
  static final int BUFFER_BYTES = 256 * 1024;

  private final FileChannel file;
  private final ByteRange range;
  private long position;

  FileRange(FileChannel file, ByteRange range) {
    this.file = file;
    this.range = range;
    position = range.startByte();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    long left = range.endByte() - position;
    if (length == 0 || left == 0) {
      return length == 0 ? 0 : -1;
    }
    int wanted = (int) Math.min(Math.min(length, BUFFER_BYTES), left);
    int read = file.read(ByteBuffer.wrap(target, offset, wanted), position);
    if (read < 0) {
      throw new EOFException(
          "the file was cut at byte "
              + position
              + " while bytes ["
              + range.startByte()
              + ", "
              + range.endByte()
              + ") were being sent");
    }
    position += read;
    return read;
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
