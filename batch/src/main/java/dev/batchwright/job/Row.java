package dev.batchwright.job;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/// One row, as a user's own code sees it. One object is used for all rows: it is valid during the
/// call only.
///
/// The typed methods refuse the row where its value is missing or does not read as that type; ask
/// [#isMissing] first, or use [#find], where that may be. A column that is not there is an error of
/// the job and ends the run.
public interface Row {

  /// Whether the value in this column is missing.
  boolean isMissing(String column);

  /// The text, or nothing where it is missing.
  Optional<String> find(String column);

  /// The text.
  String text(String column);

  /// The whole number, of up to 18 digits.
  long integer(String column);

  /// The exact decimal number.
  BigDecimal decimal(String column);

  /// The date.
  LocalDate date(String column);

  /// The instant.
  Instant timestamp(String column);

  /// The names of the columns, in order; for JSON Lines those that the job has asked for so far.
  List<String> columns();
}
