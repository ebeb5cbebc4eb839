package dev.batchwright.batch.checksum;

import java.util.Objects;

/// A checksum of all bytes of something: an object, a segment, the bytes of an answer.
///
/// @param algorithm how it was made
/// @param base64 the checksum as S3 writes it
public record ObjectChecksum(CrcAlgorithm algorithm, String base64) {

  public ObjectChecksum {
    Objects.requireNonNull(algorithm, "algorithm");
    Objects.requireNonNull(base64, "base64");
    algorithm.parse(base64);
  }

  /// The checksum of these bytes and those that follow them.
  ///
  /// @param next the checksum of the bytes that follow, by the same algorithm
  /// @param nextSizeBytes how many they are
  public ObjectChecksum then(ObjectChecksum next, long nextSizeBytes) {
    if (algorithm != next.algorithm) {
      throw new IllegalArgumentException(algorithm + " cannot be joined by " + next.algorithm);
    }
    long whole =
        algorithm.combine(algorithm.parse(base64), algorithm.parse(next.base64), nextSizeBytes);
    return new ObjectChecksum(algorithm, algorithm.text(whole));
  }

  /// The checksum of the last of these bytes.
  ///
  /// @param first the checksum of those before, by the same algorithm
  /// @param lastSizeBytes how many the last are
  public ObjectChecksum without(ObjectChecksum first, long lastSizeBytes) {
    // What the first ones add to the whole is added by an exclusive or, which undoes itself.
    return first.then(this, lastSizeBytes);
  }

  /// As messages name it: `CRC32C 6N4D1A==`.
  @Override
  public String toString() {
    return algorithm + " " + base64;
  }
}
