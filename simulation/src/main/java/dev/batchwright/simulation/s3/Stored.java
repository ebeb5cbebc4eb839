package dev.batchwright.simulation.s3;

import java.util.Map;
import java.util.Objects;

/// An object in memory.
///
/// @param bytes not to be modified
/// @param etag with the quotes
/// @param crc32c its checksum as S3 writes it, or empty
/// @param metadata user metadata, names in lower case
public record Stored(byte[] bytes, String etag, String crc32c, Map<String, String> metadata) {

  public Stored {
    Objects.requireNonNull(bytes, "bytes");
    Objects.requireNonNull(etag, "etag");
    Objects.requireNonNull(crc32c, "crc32c");
    metadata = Map.copyOf(metadata);
  }
}
