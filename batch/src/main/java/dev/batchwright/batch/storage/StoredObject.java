package dev.batchwright.batch.storage;

import dev.batchwright.batch.model.S3Location;
import java.util.Objects;

/// An object as a listing shows it.
///
/// @param location where it is
/// @param etag its ETag, with the quotes
/// @param sizeBytes its size
public record StoredObject(S3Location location, String etag, long sizeBytes) {

  public StoredObject {
    Objects.requireNonNull(location, "location");
    Objects.requireNonNull(etag, "etag");
  }
}
