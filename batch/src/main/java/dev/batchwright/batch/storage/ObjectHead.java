package dev.batchwright.batch.storage;

import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What the store says of one object without its bytes.
///
/// @param etag its ETag, with the quotes
/// @param versionId its version, where the bucket keeps versions
/// @param sizeBytes its size
/// @param metadata its user metadata, names in lower case
public record ObjectHead(
    String etag, Optional<String> versionId, long sizeBytes, Map<String, String> metadata) {

  public ObjectHead {
    Objects.requireNonNull(etag, "etag");
    Objects.requireNonNull(versionId, "versionId");
    metadata = Map.copyOf(metadata);
  }
}
