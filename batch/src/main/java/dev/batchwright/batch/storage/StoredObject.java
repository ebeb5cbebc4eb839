package dev.batchwright.batch.storage;

import dev.batchwright.batch.model.S3Location;
import java.time.Instant;
import java.util.Objects;

/// An object as a listing shows it.
///
/// @param location where it is
/// @param etag its ETag, with the quotes
/// @param sizeBytes its size
/// @param modifiedAt when it was written
public record StoredObject(S3Location location, String etag, long sizeBytes, Instant modifiedAt) {

  public StoredObject {
    Objects.requireNonNull(location, "location");
    Objects.requireNonNull(etag, "etag");
    Objects.requireNonNull(modifiedAt, "modifiedAt");
  }
}
