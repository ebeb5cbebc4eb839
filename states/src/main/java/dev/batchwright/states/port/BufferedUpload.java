package dev.batchwright.states.port;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/// An upload that is in memory until it is complete.
final class BufferedUpload implements ObjectUpload {

  /// Writes a whole object.
  @FunctionalInterface
  interface Put {
    void put(byte[] content) throws IOException;
  }

  private final Put put;
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();

  BufferedUpload(Put put) {
    this.put = put;
  }

  @Override
  public void write(byte[] bytes) {
    content.writeBytes(bytes);
  }

  @Override
  public void complete() throws IOException {
    put.put(content.toByteArray());
  }

  @Override
  public void abort() {
    content.reset();
  }
}
