package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.RowBlock;

/// Which rows of a block still take part. Vectors and filters go through [#selected] and keep in it
/// the rows that they are done with; a row that needs more than a loop over a column can do is set
/// aside and goes through the flow by itself, as if there were no block.
final class BlockRows {

  final RowBlock block;
  final int[] selected = new int[RowBlock.MAX_ROWS];
  int count;

  /// Tells blocks apart, so that vectors compute once a block.
  long number;

  private final boolean[] aside = new boolean[RowBlock.MAX_ROWS];
  private int asideCount;

  BlockRows(RowBlock block) {
    this.block = block;
  }

  /// Goes on with the rows that the block has now.
  void begin() {
    int rows = block.rows();
    for (int row = 0; row < rows; row++) {
      selected[row] = row;
    }
    if (asideCount > 0) {
      java.util.Arrays.fill(aside, false);
      asideCount = 0;
    }
    count = rows;
    number++;
  }

  /// Notes that a row goes by itself. Who calls this does not keep it in [#selected].
  void setAside(int row) {
    aside[row] = true;
    asideCount++;
  }

  boolean isAside(int row) {
    return aside[row];
  }

  int asideCount() {
    return asideCount;
  }
}
