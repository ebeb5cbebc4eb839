package dev.batchwright.batch.transform;

import java.io.IOException;

/// Takes rows: does something with each, and hands what is left on to the sink after it.
///
/// A row is either taken wholly or not at all. So all that can refuse it happens before anything
/// changes: a sink first evaluates, and where one row becomes several, all of them are tried
/// without effect before the first one is taken.
interface RowSink {

  /// Takes the row with this number.
  ///
  /// @param effect false to try only: everything is evaluated, nothing is changed
  /// @return whether anything of the row was kept
  /// @throws RefusedRowException when the row is to be refused
  /// @throws IOException when output cannot be written
  boolean take(long number, boolean effect) throws IOException;
}
