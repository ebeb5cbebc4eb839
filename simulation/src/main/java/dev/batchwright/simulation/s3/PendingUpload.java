package dev.batchwright.simulation.s3;

import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/// A multipart upload that is neither completed nor aborted.
///
/// @param id its id
/// @param bucket the bucket's name
/// @param key the key that it will be at
/// @param metadata user metadata of the object
/// @param parts its parts by number
public record PendingUpload(
    String id,
    String bucket,
    String key,
    Map<String, String> metadata,
    TreeMap<Integer, Stored> parts) {

  public PendingUpload {
    Objects.requireNonNull(id, "id");
    Objects.requireNonNull(bucket, "bucket");
    Objects.requireNonNull(key, "key");
    metadata = Map.copyOf(metadata);
    Objects.requireNonNull(parts, "parts");
  }
}
