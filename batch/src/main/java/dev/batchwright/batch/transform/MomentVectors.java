package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.RowBlock;
import java.util.Arrays;

/// Dates and timestamps of a block of rows.
final class MomentVectors {

  private MomentVectors() {}

  /// The same moment in all rows.
  static final class Literal extends MomentVector {
    Literal(long value) {
      Arrays.fill(values, value);
    }

    @Override
    void compute(BlockRows rows) {}
  }

  /// A column read as dates.
  static final class ParsedDate extends MomentVector {
    private final InputText column;

    ParsedDate(InputText column) {
      this.column = column;
    }

    @Override
    void compute(BlockRows rows) {
      RowBlock block = rows.block;
      byte[] bytes = block.bytes();
      long[] cells = block.cells(column.slot());
      boolean anyText = !block.hasMissingTexts();
      int kept = 0;
      for (int i = 0; i < rows.count; i++) {
        int row = rows.selected[i];
        long cell = cells[row];
        long day = anyText ? parse(bytes, cell) : Moments.NONE;
        if (day == Moments.NONE) {
          long text = block.text(cell);
          day = text < 0 ? Moments.NONE : parse(bytes, text);
        }
        values[row] = day;
        if (day != Moments.NONE) {
          rows.selected[kept++] = row;
        } else {
          rows.setAside(row);
        }
      }
      rows.count = kept;
    }

    private static long parse(byte[] bytes, long cell) {
      int start = RowBlock.start(cell);
      return Moments.parseDate(bytes, start, start + RowBlock.length(cell));
    }
  }
}
