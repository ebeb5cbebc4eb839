package dev.batchwright.states.port;

import java.time.Instant;
import java.util.Objects;

/// One object of a listing, as the `s3:listObjectsV2` item reader passes it to an iteration.
///
/// @param key the whole key
/// @param sizeBytes 0 or more
/// @param etag the entity tag with its quotes
/// @param lastModified when it was written
/// @param storageClass such as `STANDARD`
public record StoredObject(
    String key, long sizeBytes, String etag, Instant lastModified, String storageClass) {

  public StoredObject {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(etag, "etag");
    Objects.requireNonNull(lastModified, "lastModified");
    Objects.requireNonNull(storageClass, "storageClass");
    if (sizeBytes < 0) {
      throw new IllegalArgumentException("sizeBytes is " + sizeBytes + ", expected 0 or more");
    }
  }
}
