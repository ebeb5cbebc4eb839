package dev.batchwright.batch.transform;

import dev.batchwright.batch.model.BatchException;
import dev.batchwright.job.Node;
import dev.batchwright.job.Row;
import dev.batchwright.job.RowFunction;
import dev.batchwright.job.Type;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// Values that the user's own code makes of a row.
final class ComputedEvaluators {

  private ComputedEvaluators() {}

  static Evaluator of(Node.Computed node, RowView row) {
    RowFunction<?> function = node.function();
    return switch (node.type()) {
      case TEXT -> new OfText(function, row);
      case INTEGER, DECIMAL -> new OfNumber(node.type(), function, row);
      case DATE, TIMESTAMP -> new OfMoment(node.type(), function, row);
      case BOOL -> new OfTruth(function, row);
    };
  }

  /// Calls the user's code; whatever it throws refuses the row, except what ends the run.
  static @Nullable Object call(RowFunction<?> function, RowView row, long number) {
    try {
      return function.apply((Row) row.at(number));
    } catch (RefusedRowException | BatchException e) {
      throw e;
    } catch (RuntimeException e) {
      throw new RefusedRowException("", "the job's own code failed on it: " + e);
    }
  }

  private static final class OfText extends TextEvaluator {
    private final RowFunction<?> function;
    private final RowView row;

    OfText(RowFunction<?> function, RowView row) {
      this.function = function;
      this.row = row;
    }

    @Override
    void compute(long number) {
      Object made = call(function, row, number);
      missing = made == null;
      if (made != null) {
        set(made.toString().getBytes(StandardCharsets.UTF_8));
      }
    }
  }

  private static final class OfNumber extends NumberEvaluator {
    private final RowFunction<?> function;
    private final RowView row;

    OfNumber(Type type, RowFunction<?> function, RowView row) {
      super(type);
      this.function = function;
      this.row = row;
    }

    @Override
    void compute(long number) {
      Object made = call(function, row, number);
      missing = made == null;
      if (made instanceof BigDecimal decimal) {
        set(decimal);
      } else if (made instanceof Number whole) {
        set(whole.longValue(), 0);
      }
    }
  }

  private static final class OfMoment extends MomentEvaluator {
    private final RowFunction<?> function;
    private final RowView row;

    OfMoment(Type type, RowFunction<?> function, RowView row) {
      super(type);
      this.function = function;
      this.row = row;
    }

    @Override
    void compute(long number) {
      Object made = call(function, row, number);
      missing = made == null;
      if (made instanceof LocalDate date) {
        set(date.toEpochDay());
      } else if (made instanceof Instant instant) {
        set(Moments.micros(instant));
      }
    }
  }

  private static final class OfTruth extends TruthEvaluator {
    private final RowFunction<?> function;
    private final RowView row;

    OfTruth(RowFunction<?> function, RowView row) {
      this.function = function;
      this.row = row;
    }

    @Override
    void compute(long number) {
      Object made = call(function, row, number);
      missing = made == null;
      value = Boolean.TRUE.equals(made);
    }
  }
}
