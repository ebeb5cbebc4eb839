package dev.batchwright.local.s3;

import java.io.IOException;
import java.nio.channels.FileChannel;

/// An object whose bytes are held open: what `bytes` reads is what `object` describes, also when
/// the key is overwritten or deleted meanwhile. For one thread.
final class OpenObject implements AutoCloseable {

  private final StoredObject object;
  private final FileChannel bytes;
  private boolean handedOn;

  OpenObject(StoredObject object, FileChannel bytes) {
    this.object = object;
    this.bytes = bytes;
  }

  StoredObject object() {
    return object;
  }

  FileChannel bytes() {
    return bytes;
  }

  /// The bytes, which are from now on the caller's to close.
  FileChannel handOn() {
    handedOn = true;
    return bytes;
  }

  @Override
  public void close() throws IOException {
    if (!handedOn) {
      bytes.close();
    }
  }
}
