package dev.batchwright.batch.storage;

/// The ranges of a reader that wants exactly `[startByte, endByte)`, one of many that share a
/// worker's memory: each at most `rangeBytes`, one ahead.
///
/// @param startByte where reading starts
/// @param endByte where it ends
/// @param rangeBytes the longest range
record SliceRanges(long startByte, long endByte, int rangeBytes) implements Ranges {

  SliceRanges {
    if (startByte < 0 || endByte < startByte || rangeBytes < 1) {
      throw new IllegalArgumentException(
          "[%d, %d) in ranges of %d".formatted(startByte, endByte, rangeBytes));
    }
  }

  @Override
  public int lengthAt(long atByte) {
    return (int) Math.min(rangeBytes, endByte - atByte);
  }

  @Override
  public boolean isExpected(long atByte) {
    return atByte < endByte;
  }

  @Override
  public int ahead() {
    return 1;
  }
}
