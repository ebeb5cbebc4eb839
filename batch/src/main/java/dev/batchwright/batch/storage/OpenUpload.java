package dev.batchwright.batch.storage;

import dev.batchwright.batch.model.S3Location;
import java.time.Instant;
import java.util.Objects;

/// A multipart upload that is neither completed nor given up.
///
/// @param location where its object would be
/// @param uploadId the upload
/// @param initiatedAt when it was begun
public record OpenUpload(S3Location location, String uploadId, Instant initiatedAt) {

  public OpenUpload {
    Objects.requireNonNull(location, "location");
    Objects.requireNonNull(uploadId, "uploadId");
    Objects.requireNonNull(initiatedAt, "initiatedAt");
  }
}
