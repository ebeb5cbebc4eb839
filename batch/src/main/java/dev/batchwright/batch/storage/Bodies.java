package dev.batchwright.batch.storage;

import java.io.ByteArrayInputStream;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.ContentStreamProvider;

/// Request bodies over bytes that nobody changes while they are sent; the SDK's own copies them.
final class Bodies {

  private Bodies() {}

  static RequestBody of(byte[] bytes, int offset, int length) {
    ContentStreamProvider again = () -> new ByteArrayInputStream(bytes, offset, length);
    return RequestBody.fromContentProvider(again, length, "application/octet-stream");
  }
}
