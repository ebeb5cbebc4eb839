package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.RowBlock;
import dev.batchwright.job.Node;
import java.util.Arrays;
import java.util.List;

/// Conditions over a block of rows.
final class TruthVectors {

  private TruthVectors() {}

  /// Which of below, equal and above an operator holds for, as bits 0, 1 and 2.
  private static int mask(Node.Comparison.Operator operator) {
    return switch (operator) {
      case EQUAL -> 0b010;
      case NOT_EQUAL -> 0b101;
      case BELOW -> 0b001;
      case AT_MOST -> 0b011;
      case ABOVE -> 0b100;
      case AT_LEAST -> 0b110;
    };
  }

  private static boolean holds(int mask, int order) {
    return (mask >> Integer.signum(order) + 1 & 1) != 0;
  }

  static final class OfMoments extends TruthVector {
    private final int mask;
    private final MomentVector left;
    private final MomentVector right;

    OfMoments(Node.Comparison.Operator operator, MomentVector left, MomentVector right) {
      mask = mask(operator);
      this.left = left;
      this.right = right;
    }

    @Override
    void compute(BlockRows rows) {
      left.at(rows);
      right.at(rows);
      for (int i = 0; i < rows.count; i++) {
        int row = rows.selected[i];
        values[row] = holds(mask, Long.compare(left.values[row], right.values[row]));
      }
    }
  }

  static final class OfNumbers extends TruthVector {
    private final int mask;
    private final NumberVector left;
    private final NumberVector right;

    OfNumbers(Node.Comparison.Operator operator, NumberVector left, NumberVector right) {
      mask = mask(operator);
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
        int more = left.scale[row] - right.scale[row];
        if (more == 0) {
          values[row] = holds(mask, Long.compare(a, b));
          rows.selected[kept++] = row;
        } else if (more < 0 ? Decimals.canScale(a, -more) : Decimals.canScale(b, more)) {
          long x = more < 0 ? Decimals.scaled(a, -more) : a;
          long y = more > 0 ? Decimals.scaled(b, more) : b;
          values[row] = holds(mask, Long.compare(x, y));
          rows.selected[kept++] = row;
        } else {
          rows.setAside(row);
        }
      }
      rows.count = kept;
    }
  }

  /// Texts compared with one text.
  static final class OfText extends TruthVector {
    private final int mask;
    private final TextVector left;
    private final byte[] right;

    OfText(Node.Comparison.Operator operator, TextVector left, byte[] right) {
      mask = mask(operator);
      this.left = left;
      this.right = right;
    }

    @Override
    void compute(BlockRows rows) {
      left.at(rows);
      byte[] bytes = rows.block.bytes();
      long[] cells = left.cells();
      for (int i = 0; i < rows.count; i++) {
        int row = rows.selected[i];
        int start = RowBlock.start(cells[row]);
        int end = start + RowBlock.length(cells[row]);
        values[row] =
            holds(mask, Arrays.compareUnsigned(bytes, start, end, right, 0, right.length));
      }
    }
  }

  /// Texts that are one of several.
  static final class OneOf extends TruthVector {
    private final TextVector text;
    private final byte[][] choices;

    OneOf(TextVector text, List<byte[]> choices) {
      this.text = text;
      this.choices = choices.toArray(byte[][]::new);
    }

    @Override
    void compute(BlockRows rows) {
      text.at(rows);
      byte[] bytes = rows.block.bytes();
      long[] cells = text.cells();
      for (int i = 0; i < rows.count; i++) {
        int row = rows.selected[i];
        int start = RowBlock.start(cells[row]);
        int end = start + RowBlock.length(cells[row]);
        boolean found = false;
        for (byte[] choice : choices) {
          found |= Arrays.equals(bytes, start, end, choice, 0, choice.length);
        }
        values[row] = found;
      }
    }
  }

  /// And, or Or. Both sides are computed for all rows; where one cannot be, the row is set aside,
  /// and its evaluators find out whether it counts.
  static final class Both extends TruthVector {
    private final TruthVector left;
    private final TruthVector right;
    private final boolean deciding;

    /// @param deciding false for And, true for Or
    Both(TruthVector left, TruthVector right, boolean deciding) {
      this.left = left;
      this.right = right;
      this.deciding = deciding;
    }

    @Override
    void compute(BlockRows rows) {
      left.at(rows);
      right.at(rows);
      for (int i = 0; i < rows.count; i++) {
        int row = rows.selected[i];
        boolean a = left.values[row];
        boolean b = right.values[row];
        values[row] = deciding ? a | b : a & b;
      }
    }
  }

  static final class Not extends TruthVector {
    private final TruthVector operand;

    Not(TruthVector operand) {
      this.operand = operand;
    }

    @Override
    void compute(BlockRows rows) {
      operand.at(rows);
      for (int i = 0; i < rows.count; i++) {
        int row = rows.selected[i];
        values[row] = !operand.values[row];
      }
    }
  }
}
