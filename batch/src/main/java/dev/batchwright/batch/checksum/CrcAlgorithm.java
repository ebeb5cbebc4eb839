package dev.batchwright.batch.checksum;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;

/// The checksums of S3 that can be had of a whole from those of its pieces. CRC32 and CRC32C are
/// done by the processor's own instructions.
public enum CrcAlgorithm {
  CRC32C(32, 0x82f63b78L),
  CRC32(32, 0xedb88320L),
  CRC64NVME(64, Crc64Nvme.REVERSED_POLYNOMIAL);

  private final int widthBits;
  private final CrcCombiner combiner;

  CrcAlgorithm(int widthBits, long reversedPolynomial) {
    this.widthBits = widthBits;
    this.combiner = new CrcCombiner(widthBits, reversedPolynomial);
  }

  /// A new checksum of no bytes.
  public Checksum begin() {
    return switch (this) {
      case CRC32C -> new CRC32C();
      case CRC32 -> new CRC32();
      case CRC64NVME -> new Crc64Nvme();
    };
  }

  /// The checksum of some bytes.
  public ObjectChecksum of(byte[] bytes, int offset, int length) {
    Checksum crc = begin();
    crc.update(bytes, offset, length);
    return of(crc);
  }

  /// What a checksum of this algorithm has come to.
  public ObjectChecksum of(Checksum crc) {
    return new ObjectChecksum(this, text(crc.getValue()));
  }

  long combine(long first, long second, long secondSizeBytes) {
    return combiner.combine(first, second, secondSizeBytes);
  }

  /// As S3 writes it: base64, the most significant byte first.
  String text(long crc) {
    ByteBuffer bytes = ByteBuffer.allocate(widthBits / Byte.SIZE);
    return Base64.getEncoder()
        .encodeToString((widthBits == 32 ? bytes.putInt((int) crc) : bytes.putLong(crc)).array());
  }

  /// @throws IllegalArgumentException when it is no checksum of this algorithm
  long parse(String base64) {
    byte[] bytes = Base64.getDecoder().decode(base64);
    if (bytes.length != widthBits / Byte.SIZE) {
      throw new IllegalArgumentException(base64 + " is no " + this);
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return widthBits == 32 ? Integer.toUnsignedLong(buffer.getInt()) : buffer.getLong();
  }
}
