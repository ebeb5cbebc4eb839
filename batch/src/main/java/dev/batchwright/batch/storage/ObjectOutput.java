package dev.batchwright.batch.storage;

import dev.batchwright.batch.model.InputObject;
import dev.batchwright.batch.model.S3Location;
import java.io.OutputStream;
import java.util.Optional;

/// Writes an object as a stream, whatever its size: one PUT where it fits one part, otherwise a
/// multipart upload. The object is there after [#finish()] and not before, and needs a key of its
/// own. For one writer.
public final class ObjectOutput extends OutputStream {

  private final Storage storage;
  private final S3Location location;
  private final PartWriter parts;
  private final byte[] one = new byte[1];
  private long written;
  private boolean finished;

  /// @param owner the attempt that writes
  public ObjectOutput(Storage storage, S3Location location, String owner) {
    this.storage = storage;
    this.location = location;
    this.parts = new PartWriter(storage, location, owner);
  }

  @Override
  public void write(int b) {
    one[0] = (byte) b;
    write(one, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    parts.write(bytes, offset, length);
    written += length;
  }

  /// Where the object will be.
  public S3Location location() {
    return location;
  }

  /// Bytes written so far.
  public long writtenBytes() {
    return written;
  }

  /// Makes the object, which may be empty.
  ///
  /// @return the object, pinned
  public InputObject finish() {
    String etag = make();
    finished = true;
    return new InputObject(location.bucket(), location.key(), etag, Optional.empty(), written);
  }

  private String make() {
    if (parts.isBuffered()) {
      return storage.put(location, parts.buffered(), 0, parts.bufferedLength());
    }
    return storage.complete(parts.finish().orElseThrow());
  }

  /// Takes back whatever was written: the upload, or the object.
  public void discard() {
    parts.abort();
    if (finished) {
      storage.delete(location);
      finished = false;
    }
  }
}
