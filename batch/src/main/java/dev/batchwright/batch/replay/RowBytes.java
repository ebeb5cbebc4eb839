package dev.batchwright.batch.replay;

import dev.batchwright.batch.formats.Codecs;
import dev.batchwright.batch.formats.CorruptInputException;
import dev.batchwright.batch.formats.ObjectBytes;
import dev.batchwright.job.Codec;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/// Reads intervals of an object's decoded bytes again, each after the one before. Rows that are
/// near each other share a stream; over a wide gap of a plain object it goes by a new request. For
/// one reader.
final class RowBytes implements AutoCloseable {

  /// A gap that is read over: a request costs about as much as a MiB.
  private static final int GAP_BYTES = 1 << 20;

  /// Rows up to this size are held until what follows them was seen.
  private static final int MAX_ROW_BYTES = 64 << 20;

  private final ObjectBytes object;
  private final Codec codec;
  private InputStream stream;
  private long position;

  RowBytes(ObjectBytes object, Codec codec) throws IOException {
    this.object = object;
    this.codec = codec;
    this.stream = Codecs.decode(codec, object.open(0, Math.min(GAP_BYTES, object.sizeBytes())));
  }

  /// Copies a row, with a line end where one followed it. Each row ends where it did: what comes
  /// after it in the copy is what came after it in the object, a line end or nothing.
  ///
  /// @return false where the object cannot be decoded up to its end, so that it is no row
  boolean copy(long startByte, long endByte, OutputStream out) throws IOException {
    return copy(startByte, endByte, out, true);
  }

  /// @param withLineEnd whether a line end is to follow where anything followed
  boolean copy(long startByte, long endByte, OutputStream out, boolean withLineEnd)
      throws IOException {
    if (endByte - startByte > MAX_ROW_BYTES) {
      return false;
    }
    ByteArrayOutputStream row = new ByteArrayOutputStream();
    int next;
    try {
      seek(startByte);
      byte[] bytes = stream.readNBytes(Math.toIntExact(endByte - startByte));
      position += bytes.length;
      row.write(bytes);
      if (bytes.length < endByte - startByte) {
        return false;
      }
      next = stream.read();
      position += next < 0 ? 0 : 1;
    } catch (CorruptInputException _) {
      return false;
    }
    row.writeTo(out);
    if (withLineEnd && next >= 0) {
      out.write('\n');
    }
    return true;
  }

  private void seek(long startByte) throws IOException {
    if (codec == Codec.PLAIN && startByte - position > GAP_BYTES) {
      stream.close();
      stream = object.open(startByte, Math.min(startByte + GAP_BYTES, object.sizeBytes()));
      position = startByte;
    }
    stream.skipNBytes(startByte - position);
    position = startByte;
  }

  @Override
  public void close() throws IOException {
    stream.close();
  }
}
