package dev.batchwright.batch.model;

/// What became of the rows that were read. Always `read = kept + filtered + quarantined`.
///
/// @param read rows found in the input
/// @param kept rows that went on to the output or the shuffle
/// @param filtered rows that the job left out on purpose
/// @param quarantined rows that were refused, with place and reason
public record RowCounts(long read, long kept, long filtered, long quarantined) {

  /// No rows at all.
  public static final RowCounts NONE = new RowCounts(0, 0, 0, 0);

  public RowCounts {
    if (kept < 0 || filtered < 0 || quarantined < 0 || read != kept + filtered + quarantined) {
      throw new IllegalArgumentException(
          "rows do not balance: read %d, kept %d + filtered %d + quarantined %d"
              .formatted(read, kept, filtered, quarantined));
    }
  }

  /// The sum of two counts.
  public RowCounts plus(RowCounts other) {
    return new RowCounts(
        read + other.read,
        kept + other.kept,
        filtered + other.filtered,
        quarantined + other.quarantined);
  }
}
