package dev.batchwright.batch.transform;

/// An expression evaluated for a block of rows: what an [Evaluator] is for one. It holds its values
/// in arrays by row of the block, good for the rows that were selected when it was computed; so
/// selections only ever get smaller within a block.
///
/// A vector has the easy rows only: a missing value, a text that needs decoding, a number that does
/// not fit into a `long`, a value that cannot be read: the row is set aside, and its evaluators say
/// what is to be done. So vectors have no rules of their own.
abstract sealed class Vector permits NumberVector, MomentVector, TextVector, TruthVector {

  private long block = -1;

  /// Computes the values of the selected rows, unless that is done already.
  final void at(BlockRows rows) {
    if (block != rows.number) {
      compute(rows);
      block = rows.number;
    }
  }

  abstract void compute(BlockRows rows);
}
