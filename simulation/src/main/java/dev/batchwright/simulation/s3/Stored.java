package dev.batchwright.simulation.s3;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/// An object in memory.
///
/// @param bytes not to be modified
/// @param etag with the quotes
/// @param checksum what S3 says of its bytes
/// @param metadata user metadata, names in lower case
/// @param modifiedAt when it was written
public record Stored(
    byte[] bytes,
    String etag,
    Checksum checksum,
    Map<String, String> metadata,
    Instant modifiedAt) {

  public Stored {
    Objects.requireNonNull(bytes, "bytes");
    Objects.requireNonNull(etag, "etag");
    Objects.requireNonNull(checksum, "checksum");
    metadata = Map.copyOf(metadata);
    Objects.requireNonNull(modifiedAt, "modifiedAt");
  }
}
