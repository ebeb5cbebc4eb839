package dev.batchwright.job;

import org.jspecify.annotations.Nullable;

/// Makes any number of rows of one. The same holds for it as for a [RowFunction].
@FunctionalInterface
public interface RowExpander {

  /// Hands the rows that become of this one to the emitter, none or many.
  void expand(Row row, Emitter rows);

  /// Takes rows.
  interface Emitter {
    /// Takes one row: a value for each column in the order declared, null where it is missing.
    /// Texts, whole numbers, `BigDecimal`, `LocalDate`, `Instant` and booleans are taken.
    void emit(@Nullable Object... values);
  }
}
