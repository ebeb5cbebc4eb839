package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.RowBlock;

/// True or false, by row.
abstract non-sealed class TruthVector extends Vector {

  final boolean[] values = new boolean[RowBlock.MAX_ROWS];

  /// Keeps the rows selected where it is true.
  final void keep(BlockRows rows) {
    at(rows);
    int kept = 0;
    for (int i = 0; i < rows.count; i++) {
      int row = rows.selected[i];
      rows.selected[kept] = row;
      kept += values[row] ? 1 : 0;
    }
    rows.count = kept;
  }
}
