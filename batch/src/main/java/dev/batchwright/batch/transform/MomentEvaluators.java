package dev.batchwright.batch.transform;

import dev.batchwright.job.Type;

/// Expressions whose values are dates or timestamps.
final class MomentEvaluators {

  private MomentEvaluators() {}

  static final class Literal extends MomentEvaluator {
    Literal(Type type, long literal) {
      super(type);
      set(literal);
    }

    @Override
    void compute(long number) {}
  }

  static final class OrElse extends MomentEvaluator {
    private final MomentEvaluator operand;
    private final MomentEvaluator fallback;

    OrElse(MomentEvaluator operand, MomentEvaluator fallback) {
      super(operand.type());
      this.operand = operand;
      this.fallback = fallback;
    }

    @Override
    void compute(long number) {
      operand.at(number);
      MomentEvaluator chosen = operand.missing ? fallback : operand;
      chosen.at(number);
      value = chosen.value;
      missing = chosen.missing;
    }
  }

  static final class Choice extends MomentEvaluator {
    private final TruthEvaluator condition;
    private final MomentEvaluator then;
    private final MomentEvaluator otherwise;

    Choice(TruthEvaluator condition, MomentEvaluator then, MomentEvaluator otherwise) {
      super(then.type());
      this.condition = condition;
      this.then = then;
      this.otherwise = otherwise;
    }

    @Override
    void compute(long number) {
      MomentEvaluator chosen = condition.holds(number) ? then : otherwise;
      chosen.at(number);
      value = chosen.value;
      missing = chosen.missing;
    }
  }

  static final class DateOf extends MomentEvaluator {
    private final MomentEvaluator timestamp;

    DateOf(MomentEvaluator timestamp) {
      super(Type.DATE);
      this.timestamp = timestamp;
    }

    @Override
    void compute(long number) {
      timestamp.at(number);
      value = Moments.dayOf(timestamp.value);
      missing = timestamp.missing;
    }
  }
}
