package dev.batchwright.simulation.s3;

import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Objects;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;

/// What S3 says of an object's bytes, by algorithms of its own: nothing here is of the code that is
/// put to the test.
///
/// @param kind by which algorithm
/// @param value as S3 writes it; empty where there is none
public record Checksum(Kind kind, String value) {

  /// What an object may come with, by whoever wrote it.
  public enum Kind {
    /// S3's own, for whoever asks for none.
    CRC64NVME,
    CRC32C,
    CRC32,
    /// Of the checksums of its parts: it tells nothing of the bytes as such.
    COMPOSITE,
    NONE;

    /// Whether it is of all bytes of the object.
    public boolean isWhole() {
      return this != COMPOSITE && this != NONE;
    }

    String header() {
      return "x-amz-checksum-"
          + (this == COMPOSITE ? "crc32c" : name().toLowerCase(java.util.Locale.ROOT));
    }
  }

  static final Checksum NONE = new Checksum(Kind.NONE, "");

  /// CRC-64/NVME, reflected.
  private static final long POLYNOMIAL = 0x9a6c_9329_ac4b_c9b5L;

  public Checksum {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(value, "value");
  }

  /// The checksum of these bytes.
  static Checksum of(Kind kind, byte[] bytes) {
    return switch (kind) {
      case CRC64NVME -> new Checksum(kind, text(8, crc64(bytes)));
      case CRC32C -> new Checksum(kind, text(4, of(new CRC32C(), bytes)));
      case CRC32 -> new Checksum(kind, text(4, of(new CRC32(), bytes)));
      case COMPOSITE -> new Checksum(kind, text(4, of(new CRC32C(), bytes) ^ 1) + "-2");
      case NONE -> NONE;
    };
  }

  private static long of(java.util.zip.Checksum sum, byte[] bytes) {
    sum.update(bytes, 0, bytes.length);
    return sum.getValue();
  }

  private static long crc64(byte[] bytes) {
    long crc = -1;
    for (byte b : bytes) {
      crc ^= b & 0xff;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc >>> 1) ^ (POLYNOMIAL & -(crc & 1));
      }
    }
    return ~crc;
  }

  private static String text(int bytes, long value) {
    ByteBuffer all = ByteBuffer.allocate(8).putLong(value);
    byte[] last = new byte[bytes];
    all.get(8 - bytes, last);
    return Base64.getEncoder().encodeToString(last);
  }
}
