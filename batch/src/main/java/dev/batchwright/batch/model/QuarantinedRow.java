package dev.batchwright.batch.model;

import java.util.Objects;

/// One refused row as users see it: a line of a run's quarantine object.
///
/// @param object the input object, as messages name it
/// @param row its number among the rows of the object, from 1; a header is no row, and rows of
///   chunks that failed for good are not counted
/// @param startByte where it starts; for a compressed object, in its decoded bytes
/// @param endByte one past its end
/// @param column the column at fault, or empty
/// @param reason what is wrong
/// @param text the row's own text, cut to a limit
public record QuarantinedRow(
    String object,
    long row,
    long startByte,
    long endByte,
    String column,
    String reason,
    String text) {

  public QuarantinedRow {
    Objects.requireNonNull(object, "object");
    Objects.requireNonNull(column, "column");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(text, "text");
  }
}
