package dev.batchwright.batch.shuffle;

import java.util.Objects;
import java.util.Optional;

/// The keys `[low, high)`, as unsigned bytes; an absent bound is none.
///
/// @param low the first key that belongs to the range
/// @param high the first key after it that does not
public record KeyRange(Optional<byte[]> low, Optional<byte[]> high) {

  /// All keys.
  public static final KeyRange ALL = new KeyRange(Optional.empty(), Optional.empty());

  public KeyRange {
    Objects.requireNonNull(low, "low");
    Objects.requireNonNull(high, "high");
  }

  boolean isBelow(byte[] bytes, int keyStart, int keyEnd) {
    return low.isPresent()
        && Entries.compare(bytes, keyStart, keyEnd, low.get(), 0, low.get().length) < 0;
  }

  boolean isAbove(byte[] bytes, int keyStart, int keyEnd) {
    return high.isPresent()
        && Entries.compare(bytes, keyStart, keyEnd, high.get(), 0, high.get().length) >= 0;
  }
}
