package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.RowBlock;

/// A column of the input as it stands: texts in the block's buffer, none missing.
final class TextVector extends Vector {

  private final InputText column;
  private final long[] texts = new long[RowBlock.MAX_ROWS];

  TextVector(InputText column) {
    this.column = column;
  }

  /// The cells of the selected rows' texts.
  long[] cells() {
    return texts;
  }

  @Override
  void compute(BlockRows rows) {
    RowBlock block = rows.block;
    long[] cells = block.cells(column.slot());
    int kept = 0;
    for (int i = 0; i < rows.count; i++) {
      int row = rows.selected[i];
      long text = block.text(cells[row]);
      texts[row] = text;
      if (text >= 0) {
        rows.selected[kept++] = row;
      } else {
        rows.setAside(row);
      }
    }
    rows.count = kept;
  }
}
