package dev.batchwright.batch.model;

import java.util.Objects;

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
public record SegmentAccount(Segment segment, long firstRowByte, long nextRowByte, RowCounts rows) {

  public SegmentAccount {
    Objects.requireNonNull(segment, "segment");
    Objects.requireNonNull(rows, "rows");
    if (firstRowByte < segment.startByte()
        || nextRowByte < firstRowByte
        || nextRowByte > segment.object().sizeBytes()) {
      throw new IllegalArgumentException(
          "rows [%d, %d) cannot be of %s".formatted(firstRowByte, nextRowByte, segment.place()));
    }
  }
}
