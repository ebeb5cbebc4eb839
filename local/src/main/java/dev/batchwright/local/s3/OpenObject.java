package dev.batchwright.local.s3;

import java.io.IOException;
import java.nio.channels.FileChannel;

/// An object whose bytes are held open: what `bytes` reads is what `object` describes, also when
/// the key is overwritten or deleted meanwhile.
record OpenObject(StoredObject object, FileChannel bytes) implements AutoCloseable {
  @Override
  public void close() throws IOException {
    bytes.close();
  }
}
