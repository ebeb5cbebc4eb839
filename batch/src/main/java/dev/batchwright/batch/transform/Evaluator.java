package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.ByteBuilder;
import dev.batchwright.batch.formats.RowWriter;
import dev.batchwright.job.Type;

/// An expression ready to be evaluated. It holds its value for the current row in fields of its
/// own, by type, so that no object is made for a row; and it computes it once a row, however many
/// expressions look at it.
abstract sealed class Evaluator
    permits TextEvaluator, NumberEvaluator, MomentEvaluator, TruthEvaluator {

  /// Whether the value for the current row is missing.
  boolean missing;

  private long row = -1;

  /// Computes the value for the row with this number, unless that is done already.
  final void at(long number) {
    if (row != number) {
      compute(number);
      row = number;
    }
  }

  /// Sets the value for the row with this number.
  ///
  /// @throws RefusedRowException when the row is to be refused
  abstract void compute(long number);

  abstract Type type();

  /// Writes the value, which is not missing, as a column.
  abstract void write(RowWriter writer);

  /// Adds the value, which is not missing, as plain text.
  abstract void writeText(ByteBuilder out);

  /// Adds the value, which is not missing, as bytes that sort as the values do.
  abstract void writeKey(ByteBuilder out);
}
