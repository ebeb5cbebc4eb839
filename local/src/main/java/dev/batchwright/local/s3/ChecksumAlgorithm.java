package dev.batchwright.local.s3;

import java.util.Locale;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/// The checksums that S3 knows beside MD5.
enum ChecksumAlgorithm {
  CRC32("ChecksumCRC32", 4, 0xedb88320L),
  CRC32C("ChecksumCRC32C", 4, 0x82f63b78L),
  CRC64NVME("ChecksumCRC64NVME", 8, Crc64Nvme.REVERSED_POLYNOMIAL),
  SHA1("ChecksumSHA1", 20, 0),
  SHA256("ChecksumSHA256", 32, 0);

  private static final String HEADER_PREFIX = "x-amz-checksum-";

  private final String element;
  private final int widthBytes;
  private final long reversedPolynomial;

  ChecksumAlgorithm(String element, int widthBytes, long reversedPolynomial) {
    this.element = element;
    this.widthBytes = widthBytes;
    this.reversedPolynomial = reversedPolynomial;
  }

  /// By name, in any case.
  ///
  /// @throws S3Exception InvalidRequest for a name that S3 does not know
  static ChecksumAlgorithm named(String name) {
    try {
      return valueOf(name.toUpperCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new S3Exception(
          ErrorCode.INVALID_REQUEST,
          "Checksum algorithm '" + name + "' is not one of CRC32, CRC32C, CRC64NVME, SHA1, SHA256");
    }
  }

  /// By its header (lower case), empty for a header that is not a checksum.
  static Optional<ChecksumAlgorithm> ofHeader(String header) {
    for (ChecksumAlgorithm algorithm : values()) {
      if (algorithm.header().equals(header)) {
        return Optional.of(algorithm);
      }
    }
    return Optional.empty();
  }

  /// The header that carries it, lower case.
  String header() {
    return HEADER_PREFIX + name().toLowerCase(Locale.ROOT);
  }

  /// The XML element that carries it.
  String element() {
    return element;
  }

  int widthBytes() {
    return widthBytes;
  }

  /// Whether the checksum of an object follows from those of its parts.
  boolean isCrc() {
    return reversedPolynomial != 0;
  }

  /// What S3 gives a multipart object when the client asks for neither type.
  ChecksumType defaultMultipartType() {
    return this == CRC64NVME ? ChecksumType.FULL_OBJECT : ChecksumType.COMPOSITE;
  }

  BodyDigest newDigest() {
    return switch (this) {
      case CRC32 -> BodyDigest.crc(new CRC32(), widthBytes);
      case CRC32C -> BodyDigest.crc(new CRC32C(), widthBytes);
      case CRC64NVME -> BodyDigest.crc(new Crc64Nvme(), widthBytes);
      case SHA1 -> BodyDigest.message("SHA-1");
      case SHA256 -> BodyDigest.message("SHA-256");
    };
  }

  /// Only for a CRC, see [#isCrc()].
  CrcCombiner combiner() {
    if (!isCrc()) {
      throw new IllegalStateException(name() + " cannot be combined");
    }
    return new CrcCombiner(widthBytes * Byte.SIZE, reversedPolynomial);
  }
}
