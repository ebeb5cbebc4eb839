package dev.batchwright.batch.transform;

import dev.batchwright.job.Type;

/// Values that are never there: asking for them refuses the row.
final class Refusing {

  private Refusing() {}

  /// What stands in for a missing value that is required.
  static Evaluator missing(Type type, String column) {
    return switch (type) {
      case TEXT ->
          new TextEvaluator() {
            @Override
            void compute(long number) {
              throw refused(column);
            }
          };
      case INTEGER, DECIMAL ->
          new NumberEvaluator(type) {
            @Override
            void compute(long number) {
              throw refused(column);
            }
          };
      case DATE, TIMESTAMP ->
          new MomentEvaluator(type) {
            @Override
            void compute(long number) {
              throw refused(column);
            }
          };
      case BOOL ->
          new TruthEvaluator() {
            @Override
            void compute(long number) {
              throw refused(column);
            }
          };
    };
  }

  private static RefusedRowException refused(String column) {
    return new RefusedRowException(column, "the value is missing, and required");
  }
}
