package dev.batchwright.batch.transform;

import dev.batchwright.job.Aggregate;
import dev.batchwright.job.Type;
import java.math.BigDecimal;
import java.util.OptionalInt;

/// What aggregates come to, as columns of the row that a group becomes. All look at group 0.
final class AggregateResults {

  private AggregateResults() {}

  /// Gives a number its final scale.
  private static void set(NumberEvaluator target, BigDecimal value, OptionalInt scale) {
    target.set(scale.isPresent() ? value.setScale(scale.getAsInt(), Aggregate.ROUNDING) : value);
  }

  static final class Count extends NumberEvaluator {
    private final CountAccumulator count;

    Count(CountAccumulator count) {
      super(Type.INTEGER);
      this.count = count;
    }

    @Override
    void compute(long number) {
      set(count.count(0), 0);
    }
  }

  static final class Sum extends NumberEvaluator {
    private final OptionalInt digits;
    private final SumAccumulator sum;

    Sum(Type type, OptionalInt digits, SumAccumulator sum) {
      super(type);
      this.digits = digits;
      this.sum = sum;
    }

    @Override
    void compute(long number) {
      missing = sum.count(0) == 0;
      if (!missing) {
        AggregateResults.set(this, sum.sum(0), digits);
      }
    }
  }

  static final class Average extends NumberEvaluator {
    private final OptionalInt digits;
    private final SumAccumulator sum;

    Average(OptionalInt digits, SumAccumulator sum) {
      super(Type.DECIMAL);
      this.digits = digits;
      this.sum = sum;
    }

    @Override
    void compute(long number) {
      missing = sum.count(0) == 0;
      if (!missing) {
        BigDecimal total = sum.sum(0);
        int scale = digits.orElse(total.scale() + Aggregate.AVERAGE_EXTRA_DIGITS);
        set(total.divide(BigDecimal.valueOf(sum.count(0)), scale, Aggregate.ROUNDING));
      }
    }
  }

  static final class Distinct extends NumberEvaluator {
    private final DistinctAccumulator distinct;

    Distinct(DistinctAccumulator distinct) {
      super(Type.INTEGER);
      this.distinct = distinct;
    }

    @Override
    void compute(long number) {
      set(distinct.estimate(0), 0);
    }
  }

  static final class Quantile extends NumberEvaluator {
    private final OptionalInt digits;
    private final double fraction;
    private final QuantileAccumulator quantile;

    Quantile(OptionalInt digits, double fraction, QuantileAccumulator quantile) {
      super(Type.DECIMAL);
      this.digits = digits;
      this.fraction = fraction;
      this.quantile = quantile;
    }

    @Override
    void compute(long number) {
      missing = quantile.isEmpty(0);
      if (!missing) {
        BigDecimal value = BigDecimal.valueOf(quantile.quantile(0, fraction)).stripTrailingZeros();
        AggregateResults.set(this, value, digits);
      }
    }
  }

  static Evaluator extreme(Type type, OptionalInt digits, ExtremeAccumulator accumulator) {
    return switch (type) {
      case TEXT -> new ExtremeText(accumulator);
      case INTEGER, DECIMAL -> new ExtremeNumber(type, digits, accumulator);
      case DATE, TIMESTAMP -> new ExtremeMoment(type, accumulator);
      case BOOL -> new ExtremeTruth(accumulator);
    };
  }

  private static final class ExtremeText extends TextEvaluator {
    private final ExtremeAccumulator accumulator;
    private final KeyParts.Text part = new KeyParts.Text();
    private final KeyCursor cursor = new KeyCursor();

    ExtremeText(ExtremeAccumulator accumulator) {
      this.accumulator = accumulator;
    }

    @Override
    void compute(long number) {
      byte[] best = accumulator.best(0);
      missing = best == null;
      if (best != null) {
        cursor.over(best, 0);
        part.read(cursor);
        set(part);
      }
    }
  }

  private static final class ExtremeNumber extends NumberEvaluator {
    private final OptionalInt digits;
    private final ExtremeAccumulator accumulator;
    private final KeyCursor cursor = new KeyCursor();

    ExtremeNumber(Type type, OptionalInt digits, ExtremeAccumulator accumulator) {
      super(type);
      this.digits = digits;
      this.accumulator = accumulator;
    }

    @Override
    void compute(long number) {
      byte[] best = accumulator.best(0);
      missing = best == null;
      if (best != null) {
        cursor.over(best, 0);
        BigDecimal value = SortKeys.number(cursor);
        int scale = cursor.next() << 24 | cursor.next() << 16 | cursor.next() << 8 | cursor.next();
        AggregateResults.set(this, value.setScale(scale), digits);
      }
    }
  }

  private static final class ExtremeMoment extends MomentEvaluator {
    private final ExtremeAccumulator accumulator;
    private final KeyCursor cursor = new KeyCursor();

    ExtremeMoment(Type type, ExtremeAccumulator accumulator) {
      super(type);
      this.accumulator = accumulator;
    }

    @Override
    void compute(long number) {
      byte[] best = accumulator.best(0);
      missing = best == null;
      if (best != null) {
        cursor.over(best, 0);
        set(cursor.nextLong() ^ Long.MIN_VALUE);
      }
    }
  }

  private static final class ExtremeTruth extends TruthEvaluator {
    private final ExtremeAccumulator accumulator;

    ExtremeTruth(ExtremeAccumulator accumulator) {
      this.accumulator = accumulator;
    }

    @Override
    void compute(long number) {
      byte[] best = accumulator.best(0);
      missing = best == null;
      value = best != null && best[0] == 1;
    }
  }
}
