package dev.batchwright.batch.checksum;

/// Gives the CRC of two pieces in a row from the CRCs of the pieces, without their bytes: appending
/// n zero bytes is a linear map over GF(2), made by squaring the map for one bit (Mark Adler's
/// crc32_combine in zlib). For any reflected CRC of 32 or 64 bits.
final class CrcCombiner {

  private final int widthBits;
  private final long[] oneZeroBit;

  /// @param reversedPolynomial the polynomial with its bits reversed, without the highest term
  CrcCombiner(int widthBits, long reversedPolynomial) {
    this.widthBits = widthBits;
    this.oneZeroBit = new long[widthBits];
    oneZeroBit[0] = reversedPolynomial;
    for (int i = 1; i < widthBits; i++) {
      oneZeroBit[i] = 1L << (i - 1);
    }
  }

  /// The CRC of first + second.
  ///
  /// @param secondSizeBytes length of the second piece
  long combine(long first, long second, long secondSizeBytes) {
    long[] zeros = square(square(square(oneZeroBit)));
    long crc = first;
    for (long n = secondSizeBytes; n != 0; n >>>= 1) {
      if ((n & 1) != 0) {
        crc = times(zeros, crc);
      }
      zeros = square(zeros);
    }
    return crc ^ second;
  }

  private long times(long[] matrix, long vector) {
    long sum = 0;
    for (int i = 0; i < widthBits; i++) {
      if ((vector >>> i & 1) != 0) {
        sum ^= matrix[i];
      }
    }
    return sum;
  }

  private long[] square(long[] matrix) {
    long[] squared = new long[widthBits];
    for (int i = 0; i < widthBits; i++) {
      squared[i] = times(matrix, matrix[i]);
    }
    return squared;
  }
}
