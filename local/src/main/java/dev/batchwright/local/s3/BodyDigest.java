package dev.batchwright.local.s3;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.zip.Checksum;

/// A running checksum over the bytes of a body: one face for the JDK's two kinds.
sealed interface BodyDigest {

  void update(byte[] bytes, int offset, int length);

  /// The checksum's bytes, most significant first. Ends the digest.
  byte[] finish();

  /// @param algorithm a name that every JDK has: MD5, SHA-1, SHA-256
  static BodyDigest message(String algorithm) {
    try {
      return new Message(MessageDigest.getInstance(algorithm));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has " + algorithm, e);
    }
  }

  static BodyDigest crc(Checksum crc, int widthBytes) {
    return new Crc(crc, widthBytes);
  }

  /// A cryptographic hash.
  record Message(MessageDigest digest) implements BodyDigest {
    @Override
    public void update(byte[] bytes, int offset, int length) {
      digest.update(bytes, offset, length);
    }

    @Override
    public byte[] finish() {
      return digest.digest();
    }
  }

  /// A cyclic redundancy check.
  record Crc(Checksum crc, int widthBytes) implements BodyDigest {
    @Override
    public void update(byte[] bytes, int offset, int length) {
      crc.update(bytes, offset, length);
    }

    @Override
    public byte[] finish() {
      return widthBytes == Integer.BYTES
          ? ByteBuffer.allocate(Integer.BYTES).putInt((int) crc.getValue()).array()
          : ByteBuffer.allocate(Long.BYTES).putLong(crc.getValue()).array();
    }
  }
}
