package dev.batchwright.batch.storage;

import dev.batchwright.batch.model.S3Location;
import java.util.List;
import java.util.Objects;

/// A multipart upload that has all its parts and is not completed, so that nobody can see it.
///
/// @param location where the object will be
/// @param uploadId the upload
/// @param owner who began it; the object carries it as metadata [Storage#OWNER]
/// @param parts all parts, in order
public record PendingObject(
    S3Location location, String uploadId, String owner, List<UploadedPart> parts) {

  public PendingObject {
    Objects.requireNonNull(location, "location");
    Objects.requireNonNull(uploadId, "uploadId");
    Objects.requireNonNull(owner, "owner");
    parts = List.copyOf(parts);
  }

  /// Size of the object once it is completed.
  @com.fasterxml.jackson.annotation.JsonIgnore
  public long sizeBytes() {
    return parts.stream().mapToLong(UploadedPart::sizeBytes).sum();
  }
}
