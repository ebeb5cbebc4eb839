package dev.batchwright.local.s3;

import java.util.zip.Checksum;

/// CRC-64/NVME (NVM Express command set 1.0, section 5.2.1.3.4), the checksum that S3 adds to
/// objects by default; the JDK has none. Eight bytes a step by eight tables (slicing-by-8, Kounavis
/// and Berry, ISCC 2005).
final class Crc64Nvme implements Checksum {

  /// The polynomial 0xad93d23594c93659 with its bits reversed.
  static final long REVERSED_POLYNOMIAL = 0x9a6c9329ac4bc9b5L;

  private static final long[][] TABLES = tables();

  private long inverted = -1L;

  private static long[][] tables() {
    long[][] tables = new long[8][256];
    for (int i = 0; i < 256; i++) {
      long crc = i;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ REVERSED_POLYNOMIAL;
      }
      tables[0][i] = crc;
    }
    for (int k = 1; k < 8; k++) {
      for (int i = 0; i < 256; i++) {
        long previous = tables[k - 1][i];
        tables[k][i] = (previous >>> 8) ^ tables[0][(int) (previous & 0xff)];
      }
    }
    return tables;
  }

  @Override
  public void update(int b) {
    inverted = (inverted >>> 8) ^ TABLES[0][(int) ((inverted ^ b) & 0xff)];
  }

  @Override
  public void update(byte[] bytes, int offset, int length) {
    int position = offset;
    int end = offset + length;
    long crc = inverted;
    for (; position + 8 <= end; position += 8) {
      crc ^= LittleEndian.getLong(bytes, position);
      crc =
          TABLES[7][(int) (crc & 0xff)]
              ^ TABLES[6][(int) (crc >>> 8 & 0xff)]
              ^ TABLES[5][(int) (crc >>> 16 & 0xff)]
              ^ TABLES[4][(int) (crc >>> 24 & 0xff)]
              ^ TABLES[3][(int) (crc >>> 32 & 0xff)]
              ^ TABLES[2][(int) (crc >>> 40 & 0xff)]
              ^ TABLES[1][(int) (crc >>> 48 & 0xff)]
              ^ TABLES[0][(int) (crc >>> 56)];
    }
    inverted = crc;
    for (; position < end; position++) {
      update(bytes[position]);
    }
  }

  @Override
  public long getValue() {
    return ~inverted;
  }

  @Override
  public void reset() {
    inverted = -1L;
  }

  private static final class LittleEndian {
    private static final java.lang.invoke.VarHandle LONG =
        java.lang.invoke.MethodHandles.byteArrayViewVarHandle(
            long[].class, java.nio.ByteOrder.LITTLE_ENDIAN);

    static long getLong(byte[] bytes, int offset) {
      return (long) LONG.get(bytes, offset);
    }
  }
}
