package dev.batchwright.batch.transform;

import java.util.Objects;

/// One refused row: where it stands and why it was refused.
///
/// @param place the input object, as messages name it
/// @param startByte where the row starts, in the object's bytes; for a compressed object, in its
///   decoded bytes
/// @param endByte one past the row's last byte, without its line end
/// @param rowInSegment the row's number among the rows of its segment, from 0
/// @param column the column at fault, or empty where it is the row as a whole
/// @param reason what is wrong, what was expected
/// @param text the row's own text, cut to a limit; bytes that are not UTF-8 are replaced
public record Refusal(
    String place,
    long startByte,
    long endByte,
    long rowInSegment,
    String column,
    String reason,
    String text) {

  public Refusal {
    Objects.requireNonNull(place, "place");
    Objects.requireNonNull(column, "column");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(text, "text");
  }
}
