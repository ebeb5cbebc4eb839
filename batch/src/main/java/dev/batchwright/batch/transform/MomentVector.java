package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.RowBlock;

/// Dates or timestamps, as a [MomentEvaluator] has them, by row.
abstract non-sealed class MomentVector extends Vector {

  final long[] values = new long[RowBlock.MAX_ROWS];
}
