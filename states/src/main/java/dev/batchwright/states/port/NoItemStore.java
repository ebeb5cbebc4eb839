package dev.batchwright.states.port;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Stream;

/// The store of an engine that was given none.
final class NoItemStore implements ItemStore {

  @Override
  public InputStream open(String bucket, String key, Optional<String> versionId)
      throws IOException {
    throw missing(bucket, key);
  }

  @Override
  public Stream<StoredObject> list(String bucket, String prefix) throws IOException {
    throw missing(bucket, prefix);
  }

  @Override
  public void put(String bucket, String key, byte[] content) throws IOException {
    throw missing(bucket, key);
  }

  private static IOException missing(String bucket, String key) {
    return new IOException(
        "s3://"
            + bucket
            + "/"
            + key
            + ": no item store is configured; give the engine an ItemStore");
  }
}
