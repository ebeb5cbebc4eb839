package dev.batchwright.batch.model;

import java.util.Objects;
import java.util.Optional;

/// What one attempt read of one segment: the part of a commit that the ledger holds against the
/// plan.
///
/// The rows that were read cover exactly `[firstRowByte, nextRowByte)`. Neighbouring segments of an
/// object agree when one's `nextRowByte` is the other's `firstRowByte`; where they do not, the
/// later one guessed wrongly whether it starts inside a quoted field, and is done again from the
/// right byte. A compressed object is one segment; its `firstRowByte` is 0 and its `nextRowByte`
/// its size.
///
/// @param segment the segment
/// @param firstRowByte where the first row owned by the segment starts; where there is none, equal
///   to `nextRowByte`
/// @param nextRowByte where the first row after the segment's own starts, at most the object's size
/// @param rows what became of its rows
/// @param checksum of the bytes `[firstRowByte, nextRowByte)`, where S3 has one of the object to
///   hold it against
public record SegmentAccount(
    Segment segment,
    long firstRowByte,
    long nextRowByte,
    RowCounts rows,
    Optional<SegmentChecksum> checksum) {

  public SegmentAccount {
    Objects.requireNonNull(segment, "segment");
    Objects.requireNonNull(rows, "rows");
    Objects.requireNonNull(checksum, "checksum");
    if (firstRowByte < segment.startByte()
        || nextRowByte < firstRowByte
        || nextRowByte > segment.object().sizeBytes()) {
      throw new IllegalArgumentException(
          "rows [%d, %d) cannot be of %s".formatted(firstRowByte, nextRowByte, segment.place()));
    }
  }

  /// An account without a checksum.
  public SegmentAccount(Segment segment, long firstRowByte, long nextRowByte, RowCounts rows) {
    this(segment, firstRowByte, nextRowByte, rows, Optional.empty());
  }

  /// The same with a checksum, where there is one.
  public SegmentAccount with(Optional<SegmentChecksum> known) {
    return new SegmentAccount(segment, firstRowByte, nextRowByte, rows, known);
  }
}
