package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.RowBlock;
import dev.batchwright.job.Node;
import java.math.BigDecimal;
import java.util.Arrays;

/// Numbers of a block of rows.
final class NumberVectors {

  private NumberVectors() {}

  /// The same number in all rows.
  static final class Literal extends NumberVector {
    Literal(long value, int digits) {
      Arrays.fill(unscaled, value);
      Arrays.fill(scale, digits);
    }

    @Override
    void compute(BlockRows rows) {}
  }

  /// A column read as numbers.
  static final class Parsed extends NumberVector {
    private final InputText column;
    private final boolean whole;
    private final NumberEvaluator parsed = new NumberEvaluators.Literal(BigDecimal.ZERO);

    Parsed(InputText column, boolean whole) {
      this.column = column;
      this.whole = whole;
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
        int length = RowBlock.length(cell);
        long packed = Decimals.parseShort(bytes, RowBlock.start(cell) + length, length);
        boolean read = packed >= 0 && anyText;
        if (read) {
          unscaled[row] = Decimals.shortUnscaled(packed);
          scale[row] = Decimals.shortScale(packed);
        } else {
          read = parse(block, bytes, cell, row);
        }
        if (read && !(whole && scale[row] > 0)) {
          rows.selected[kept++] = row;
        } else {
          rows.setAside(row);
        }
      }
      rows.count = kept;
    }

    private boolean parse(RowBlock block, byte[] bytes, long cell, int row) {
      long text = block.text(cell);
      if (text < 0) {
        return false;
      }
      int start = RowBlock.start(text);
      if (!Decimals.parse(bytes, start, start + RowBlock.length(text), parsed)) {
        return false;
      }
      unscaled[row] = parsed.unscaled;
      scale[row] = parsed.scale;
      return parsed.big == null;
    }
  }

  /// Products.
  static final class Product extends NumberVector {
    private final NumberVector left;
    private final NumberVector right;

    Product(NumberVector left, NumberVector right) {
      this.left = left;
      this.right = right;
    }

    @Override
    void compute(BlockRows rows) {
      left.at(rows);
      right.at(rows);
      int kept = 0;
      for (int i = 0; i < rows.count; i++) {
        int row = rows.selected[i];
        long a = left.unscaled[row];
        long b = right.unscaled[row];
        long low = a * b;
        int digits = left.scale[row] + right.scale[row];
        unscaled[row] = low;
        scale[row] = digits;
        if (Math.multiplyHigh(a, b) == low >> 63 && digits <= Decimals.LONG_DIGITS) {
          rows.selected[kept++] = row;
        } else {
          rows.setAside(row);
        }
      }
      rows.count = kept;
    }
  }

  /// Sums and differences.
  static final class Sum extends NumberVector {
    private final NumberVector left;
    private final NumberVector right;
    private final boolean minus;

    Sum(NumberVector left, NumberVector right, boolean minus) {
      this.left = left;
      this.right = right;
      this.minus = minus;
    }

    @Override
    void compute(BlockRows rows) {
      left.at(rows);
      right.at(rows);
      int kept = 0;
      for (int i = 0; i < rows.count; i++) {
        int row = rows.selected[i];
        long a = left.unscaled[row];
        long b = right.unscaled[row];
        int more = left.scale[row] - right.scale[row];
        boolean fits =
            more == 0 || (more < 0 ? Decimals.canScale(a, -more) : Decimals.canScale(b, more));
        if (more != 0 && fits) {
          a = more < 0 ? Decimals.scaled(a, -more) : a;
          b = more > 0 ? Decimals.scaled(b, more) : b;
        }
        long result = minus ? a - b : a + b;
        boolean overflow = ((a ^ result) & ((minus ? a : b) ^ (minus ? b : result))) < 0;
        unscaled[row] = result;
        scale[row] = Math.max(left.scale[row], right.scale[row]);
        if (fits && !overflow) {
          rows.selected[kept++] = row;
        } else {
          rows.setAside(row);
        }
      }
      rows.count = kept;
    }
  }

  static NumberVector arithmetic(
      Node.Arithmetic.Operator operator, NumberVector left, NumberVector right) {
    return switch (operator) {
      case TIMES -> new Product(left, right);
      case PLUS -> new Sum(left, right, false);
      case MINUS -> new Sum(left, right, true);
    };
  }
}
