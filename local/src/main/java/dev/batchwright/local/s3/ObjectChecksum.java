package dev.batchwright.local.s3;

import java.util.Base64;

/// A checksum as S3 shows it.
///
/// @param value base64; of a [ChecksumType#COMPOSITE] one followed by a hyphen and the part count
record ObjectChecksum(ChecksumAlgorithm algorithm, ChecksumType type, String value) {

  static ObjectChecksum full(ChecksumAlgorithm algorithm, byte[] checksum) {
    return new ObjectChecksum(
        algorithm, ChecksumType.FULL_OBJECT, Base64.getEncoder().encodeToString(checksum));
  }

  static ObjectChecksum composite(ChecksumAlgorithm algorithm, byte[] checksum, int parts) {
    return new ObjectChecksum(
        algorithm,
        ChecksumType.COMPOSITE,
        Base64.getEncoder().encodeToString(checksum) + '-' + parts);
  }

  /// Reads what [#text()] wrote.
  static ObjectChecksum parse(String text) {
    String[] fields = text.split(":", 3);
    return new ObjectChecksum(
        ChecksumAlgorithm.valueOf(fields[0]), ChecksumType.valueOf(fields[1]), fields[2]);
  }

  String text() {
    return algorithm + ":" + type + ':' + value;
  }
}
