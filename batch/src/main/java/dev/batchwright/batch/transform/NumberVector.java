package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.RowBlock;

/// Exact numbers: `unscaled / 10^scale`, by row.
abstract non-sealed class NumberVector extends Vector {

  final long[] unscaled = new long[RowBlock.MAX_ROWS];
  final int[] scale = new int[RowBlock.MAX_ROWS];
}
