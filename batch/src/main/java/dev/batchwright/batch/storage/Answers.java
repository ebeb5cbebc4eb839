package dev.batchwright.batch.storage;

import dev.batchwright.batch.checksum.CrcAlgorithm;
import dev.batchwright.batch.checksum.ObjectChecksum;
import java.util.Optional;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import software.amazon.awssdk.services.s3.model.HeadObjectResponse;

/// What S3 says of an object's checksum, held against bytes.
///
/// It is asked for by header and not by the SDK's setting, which would have the SDK compute it too.
/// Where the object has none, or one of the composite kind, which only tells of its parts'
/// checksums, S3 says nothing that can be held against bytes.
final class Answers {

  static final String MODE_HEADER = "x-amz-checksum-mode";
  static final String MODE = "ENABLED";

  private Answers() {}

  /// The checksum of all bytes of the object that was answered.
  static Optional<ObjectChecksum> checksum(GetObjectResponse answer) {
    return first(answer.checksumCRC32C(), answer.checksumCRC32(), answer.checksumCRC64NVME());
  }

  /// The checksum of all bytes of the object that was asked about.
  static Optional<ObjectChecksum> checksum(HeadObjectResponse answer) {
    return first(answer.checksumCRC32C(), answer.checksumCRC32(), answer.checksumCRC64NVME());
  }

  private static Optional<ObjectChecksum> first(String crc32c, String crc32, String crc64nvme) {
    return of(CrcAlgorithm.CRC32C, crc32c)
        .or(() -> of(CrcAlgorithm.CRC32, crc32))
        .or(() -> of(CrcAlgorithm.CRC64NVME, crc64nvme));
  }

  /// A composite checksum is followed by `-` and the number of parts.
  private static Optional<ObjectChecksum> of(CrcAlgorithm algorithm, String value) {
    return Optional.ofNullable(value)
        .filter(text -> text.indexOf('-') < 0)
        .map(text -> new ObjectChecksum(algorithm, text));
  }

  /// Holds bytes against what S3 says of them.
  ///
  /// @throws RetryableException when they are others: the client's retries cover that
  static void check(GetObjectResponse answer, byte[] bytes, int offset, int length) {
    checksum(answer)
        .ifPresent(expected -> {
          ObjectChecksum got = expected.algorithm().of(bytes, offset, length);
          if (!got.equals(expected)) {
            throw RetryableException.create(
                "the bytes that arrived are not those that S3 holds: got %s, expected %s"
                    .formatted(got, expected));
          }
        });
  }
}
