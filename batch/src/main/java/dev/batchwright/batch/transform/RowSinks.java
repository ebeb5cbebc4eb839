package dev.batchwright.batch.transform;

import java.io.IOException;

/// The small sinks.
final class RowSinks {

  private RowSinks() {}

  /// Hands on the rows where a condition is true.
  static final class Filter implements RowSink {
    private final TruthEvaluator condition;
    private final RowSink next;

    Filter(TruthEvaluator condition, RowSink next) {
      this.condition = condition;
      this.next = next;
    }

    TruthEvaluator condition() {
      return condition;
    }

    RowSink next() {
      return next;
    }

    @Override
    public boolean take(long number, boolean effect) throws IOException {
      return condition.holds(number) && next.take(number, effect);
    }
  }

  /// Refuses the rows where a condition is not true.
  static final class Check implements RowSink {
    private final TruthEvaluator condition;
    private final String column;
    private final String reason;
    private final RowSink next;

    Check(TruthEvaluator condition, String column, String reason, RowSink next) {
      this.condition = condition;
      this.column = column;
      this.reason = reason;
      this.next = next;
    }

    @Override
    public boolean take(long number, boolean effect) throws IOException {
      if (!condition.holds(number)) {
        throw new RefusedRowException(column, reason);
      }
      return next.take(number, effect);
    }
  }
}
