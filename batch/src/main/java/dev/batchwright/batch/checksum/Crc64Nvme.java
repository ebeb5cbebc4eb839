package dev.batchwright.batch.checksum;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.zip.Checksum;

/// CRC-64/NVME (NVM Express command set 1.0, section 5.2.1.3.4), the checksum that S3 gives objects
/// by default. The JDK has none, and no instruction that would help.
///
/// Eight bytes a step by eight tables (slicing-by-8, Kounavis and Berry, ISCC 2005). Each step
/// waits for the one before it, so three stretches of the input go side by side, and their
/// registers are brought together after each block: what came before is moved over a stretch of
/// zeros, which is a linear map and so eight look-ups more. Three and not four: then registers do
/// not run out.
final class Crc64Nvme implements Checksum {

  /// The polynomial 0xad93d23594c93659 with its bits reversed.
  static final long REVERSED_POLYNOMIAL = 0x9a6c9329ac4bc9b5L;

  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /// Long enough that bringing together does not count, short enough that three fit a core's first
  /// level cache beside the tables.
  private static final int LANE_BYTES = 2 << 10;

  private static final int BLOCK_BYTES = 3 * LANE_BYTES;

  /// Entry `k << 8 | b` is the register of byte `b` with `k` bytes of zero after it. One flat
  /// array, whose length the compiler knows.
  private static final long[] TABLE = table();

  /// What the register's byte `k` with value `b` becomes over a lane of zeros.
  private static final long[] OVER_LANE = overLane();

  private long inverted = -1L;

  private static long[] table() {
    long[] table = new long[8 * 256];
    for (int i = 0; i < 256; i++) {
      long crc = i;
      for (int bit = 0; bit < 8; bit++) {
        crc = (crc & 1) == 0 ? crc >>> 1 : (crc >>> 1) ^ REVERSED_POLYNOMIAL;
      }
      table[i] = crc;
    }
    for (int i = 256; i < table.length; i++) {
      long before = table[i - 256];
      table[i] = (before >>> 8) ^ table[(int) (before & 0xff)];
    }
    return table;
  }

  private static long[] overLane() {
    CrcCombiner combiner = new CrcCombiner(64, REVERSED_POLYNOMIAL);
    long[] table = new long[8 * 256];
    for (int k = 0; k < 8; k++) {
      for (int i = 0; i < 256; i++) {
        table[k << 8 | i] = combiner.combine((long) i << 8 * k, 0, LANE_BYTES);
      }
    }
    return table;
  }

  @Override
  public void update(int b) {
    inverted = (inverted >>> 8) ^ TABLE[(int) ((inverted ^ b) & 0xff)];
  }

  @Override
  public void update(byte[] bytes, int offset, int length) {
    int position = offset;
    int end = offset + length;
    for (; position + BLOCK_BYTES <= end; position += BLOCK_BYTES) {
      inverted = block(inverted, bytes, position);
    }
    long crc = inverted;
    for (; position + 8 <= end; position += 8) {
      crc = step(crc ^ (long) LONG.get(bytes, position));
    }
    inverted = crc;
    for (; position < end; position++) {
      update(bytes[position]);
    }
  }

  private static long block(long before, byte[] bytes, int position) {
    long a = before;
    long b = 0;
    long c = 0;
    for (int i = 0; i < LANE_BYTES; i += 8) {
      int at = position + i;
      a = step(a ^ (long) LONG.get(bytes, at));
      b = step(b ^ (long) LONG.get(bytes, at + LANE_BYTES));
      c = step(c ^ (long) LONG.get(bytes, at + 2 * LANE_BYTES));
    }
    return overLane(overLane(a) ^ b) ^ c;
  }

  private static long step(long x) {
    return TABLE[(7 << 8) + (int) (x & 0xff)]
        ^ TABLE[(6 << 8) + (int) (x >>> 8 & 0xff)]
        ^ TABLE[(5 << 8) + (int) (x >>> 16 & 0xff)]
        ^ TABLE[(4 << 8) + (int) (x >>> 24 & 0xff)]
        ^ TABLE[(3 << 8) + (int) (x >>> 32 & 0xff)]
        ^ TABLE[(2 << 8) + (int) (x >>> 40 & 0xff)]
        ^ TABLE[(1 << 8) + (int) (x >>> 48 & 0xff)]
        ^ TABLE[(int) (x >>> 56)];
  }

  private static long overLane(long crc) {
    long sum = 0;
    for (int k = 0; k < 8; k++) {
      sum ^= OVER_LANE[k << 8 | (int) (crc >>> 8 * k & 0xff)];
    }
    return sum;
  }

  @Override
  public long getValue() {
    return ~inverted;
  }

  @Override
  public void reset() {
    inverted = -1L;
  }
}
