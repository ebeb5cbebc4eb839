package dev.batchwright.batch.formats;

import dev.batchwright.batch.model.RunOptions;

/// How much of what nobody vouches for is read.
///
/// @param rowBytes the longest row, decoded; a longer one is refused and read past
/// @param decodedBytes the most that one compressed object may unpack into; an object with more is
///   refused
public record ReadLimits(int rowBytes, long decodedBytes) {

  /// Rows of 8 MiB: with the read and write buffers of a worker that stays well under 256 MiB of
  /// heap. Objects of 64 GiB: more than a worker as the template makes it reads before it is cut
  /// off (153 MiB/s for five minutes), so that nothing is refused that could have been done.
  public static final ReadLimits DEFAULT = new ReadLimits(8 << 20, 64L << 30);

  public ReadLimits {
    if (rowBytes < RunOptions.MIN_ROW_BYTES || decodedBytes < 1) {
      throw new IllegalArgumentException(
          "rowBytes %d, decodedBytes %d: expected at least %d and 1"
              .formatted(rowBytes, decodedBytes, RunOptions.MIN_ROW_BYTES));
    }
  }

  /// What the options say, and for the rest these.
  public ReadLimits with(RunOptions options) {
    return new ReadLimits(
        Math.toIntExact(options.maxRowBytes().orElse(rowBytes)),
        options.maxDecodedBytes().orElse(decodedBytes));
  }
}
