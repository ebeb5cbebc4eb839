package dev.batchwright.simulation.scenario;

import java.util.Objects;
import java.util.Optional;

/// A row of input as it was meant, before it was written down.
///
/// @param id a number that no other row has
/// @param key what rows are grouped, sorted and joined by; may be missing
/// @param amount a whole number, or the text `many`; may be missing
/// @param note any text; may be missing
/// @param broken whether the row is written so that no reader can take it for a row
record DataRow(
    int id, Optional<String> key, Optional<String> amount, Optional<String> note, boolean broken) {

  /// An amount that is no number.
  static final String NO_NUMBER = "many";

  DataRow {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(amount, "amount");
    Objects.requireNonNull(note, "note");
  }

  /// Whether the amount is there and is no number.
  boolean hasBadAmount() {
    return amount.filter(NO_NUMBER::equals).isPresent();
  }

  /// The amount as a number.
  Optional<Long> number() {
    return amount.filter(text -> !text.equals(NO_NUMBER)).map(Long::valueOf);
  }
}
