package dev.batchwright.job;

import org.jspecify.annotations.Nullable;

/// What a user's own code makes of a row.
///
/// It may be called more than once for a row and by several workers, so it depends on nothing but
/// the row. An exception that it throws refuses the row.
///
/// @param <T> what it makes
@FunctionalInterface
public interface RowFunction<T> {

  /// The value for this row; null where it is missing. The row is valid during the call only.
  @Nullable T apply(Row row);
}
