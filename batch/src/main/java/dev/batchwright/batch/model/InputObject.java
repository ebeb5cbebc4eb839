package dev.batchwright.batch.model;

import java.util.Objects;
import java.util.Optional;

/// One S3 object that a run reads, pinned when the run is planned.
///
/// Every GET of it carries `If-Match` with this ETag, so that an input which changes under a run is
/// an error and never a mixture of two states.
///
/// @param bucket the bucket's name
/// @param key the object's key
/// @param etag the ETag as the service gave it, with its quotes
/// @param versionId the version, where the bucket keeps versions
/// @param sizeBytes the object's size in bytes, 0 or more
public record InputObject(
    String bucket, String key, String etag, Optional<String> versionId, long sizeBytes) {

  public InputObject {
    Objects.requireNonNull(bucket, "bucket");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(etag, "etag");
    Objects.requireNonNull(versionId, "versionId");
    if (sizeBytes < 0) {
      throw new IllegalArgumentException("sizeBytes is " + sizeBytes + ", expected 0 or more");
    }
  }

  /// The object as messages name it: `s3://bucket/key@etag`.
  public String place() {
    return "s3://" + bucket + "/" + key + "@" + etag.replace("\"", "");
  }
}
