package dev.batchwright.batch.storage;

import dev.batchwright.batch.model.S3Location;
import java.io.OutputStream;
import java.util.Optional;

/// Writes an object that nobody sees until publish completes it: a multipart upload with all its
/// parts, not completed. Nothing is created unless there is a byte. For one writer.
public final class PendingOutput extends OutputStream {

  private final PartWriter parts;
  private final byte[] one = new byte[1];

  /// @param owner the attempt that writes; the object carries it as metadata
  public PendingOutput(Storage storage, S3Location location, String owner) {
    parts = new PartWriter(storage, location, owner);
  }

  @Override
  public void write(int b) {
    one[0] = (byte) b;
    parts.write(one, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) {
    parts.write(bytes, offset, length);
  }

  /// Uploads what is left.
  ///
  /// @return the upload that is to be completed, or empty where not a byte was written
  public Optional<PendingObject> finish() {
    return parts.finish();
  }

  /// Gives up whatever was uploaded, finished or not.
  public void discard() {
    parts.abort();
  }
}
