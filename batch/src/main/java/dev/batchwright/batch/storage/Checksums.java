package dev.batchwright.batch.storage;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.zip.CRC32C;

/// CRC32C as S3 writes it. The JDK computes it with the processor's own instruction, which none of
/// the other checksums that S3 takes can match.
final class Checksums {

  private Checksums() {}

  /// Base64 of the checksum's four bytes, the most significant first.
  static String crc32c(byte[] bytes, int offset, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, offset, length);
    return Base64.getEncoder()
        .encodeToString(ByteBuffer.allocate(4).putInt((int) crc.getValue()).array());
  }
}
