package dev.batchwright.batch.storage;

/// Which ranges a reader asks for, one after the other.
///
/// A reader of a segment wants `[startByte, expectedEndByte)` and a little more, to finish its last
/// row; rows seldom end more than 64 KiB later. So that much is asked for in even ranges, the first
/// one small where several are to come, so that work starts early. Only then, for a reader that
/// still goes on, ranges grow from 256 KiB, and nothing is read ahead that may never be wanted.
///
/// @param startByte where reading starts
/// @param expectedEndByte up to where bytes may be read ahead, clipped to the object
/// @param sizeBytes the object's size
record RangePlan(long startByte, long expectedEndByte, long sizeBytes) implements Ranges {

  /// A compromise that others found as well (Hadoop's S3A and Trino read 8 to 16 MiB): 1 TB in such
  /// ranges costs $0.05 of GETs, and the time to the first byte is a tenth of the transfer.
  static final int RANGE_BYTES = 8 << 20;

  /// The first of several ranges: there in a tenth of the time, so that parsing starts.
  static final int FIRST_BYTES = 1 << 20;

  /// How far rows are expected to reach over a segment's end.
  static final int OVERRUN_BYTES = 64 << 10;

  /// Ranges after the expected end start with this and double.
  static final int BEYOND_BYTES = 256 << 10;

  static RangePlan of(long startByte, long expectedEndByte, long sizeBytes) {
    if (startByte < 0 || startByte > sizeBytes) {
      throw new IllegalArgumentException(
          "start " + startByte + " is outside of an object of " + sizeBytes + " bytes");
    }
    long end = Math.max(startByte, expectedEndByte);
    return new RangePlan(
        startByte, end >= sizeBytes - OVERRUN_BYTES ? sizeBytes : end + OVERRUN_BYTES, sizeBytes);
  }

  @Override
  public int lengthAt(long atByte) {
    if (atByte >= expectedEndByte) {
      long beyond = Math.max(BEYOND_BYTES, Math.min(RANGE_BYTES, atByte - expectedEndByte));
      return (int) Math.min(beyond, sizeBytes - atByte);
    }
    long left = expectedEndByte - atByte;
    if (atByte == startByte && left > RANGE_BYTES) {
      return FIRST_BYTES;
    }
    long ranges = (left + RANGE_BYTES - 1) / RANGE_BYTES;
    return (int) ((left + ranges - 1) / ranges);
  }

  @Override
  public boolean isExpected(long atByte) {
    return atByte < expectedEndByte;
  }

  /// Two ranges in flight: one connection gives a worker 60 to 90 MB/s, two keep a faster one busy.
  @Override
  public int ahead() {
    return 2;
  }
}
