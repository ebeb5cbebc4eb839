package dev.batchwright.batch.storage;

import java.util.Objects;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/// One part of a multipart upload.
///
/// @param number from 1 to 10,000
/// @param etag what the store answered, with the quotes
/// @param sizeBytes the part's size
/// @param crc32c the part's checksum, base64 of four bytes
public record UploadedPart(int number, String etag, long sizeBytes, String crc32c) {

  public UploadedPart {
    Objects.requireNonNull(etag, "etag");
    Objects.requireNonNull(crc32c, "crc32c");
    if (number < 1 || number > 10_000 || sizeBytes < 0) {
      throw new IllegalArgumentException("part " + number + " of " + sizeBytes + " bytes");
    }
  }

  /// The part as the request to complete its upload names it.
  CompletedPart completed() {
    return CompletedPart.builder().partNumber(number).eTag(etag).checksumCRC32C(crc32c).build();
  }
}
