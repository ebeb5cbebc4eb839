package dev.batchwright.cli.execution;

/// How many items of a Map Run are where.
///
/// @param total items that were read
/// @param succeeded items that are done
/// @param failed items that failed for good, timed out or were aborted
public record ItemCounts(long total, long succeeded, long failed) {

  /// None at all.
  public static final ItemCounts NONE = new ItemCounts(0, 0, 0);

  /// The sum of two counts.
  public ItemCounts plus(ItemCounts other) {
    return new ItemCounts(total + other.total, succeeded + other.succeeded, failed + other.failed);
  }
}
