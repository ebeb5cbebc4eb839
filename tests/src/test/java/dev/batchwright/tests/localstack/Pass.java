package dev.batchwright.tests.localstack;

import java.time.LocalDate;

/// This pass of the tests. What it names is told from what earlier passes left at the same
/// endpoint: a run id is one run, for ever.
final class Pass {

  private static final long STARTED_MILLIS = System.currentTimeMillis();

  private static final String ID = Long.toString(STARTED_MILLIS, 36);

  /// Two centuries of dates: the next pass with the same ones is years away.
  private static final int DATES = 73_000;

  private Pass() {}

  /// A name of this pass's own: of a run, a stack, a prefix.
  static String name(String name) {
    return name + "-" + ID;
  }

  /// The first of ten dates that are this pass's own.
  static LocalDate date() {
    return LocalDate.of(2027, 1, 1).plusDays(STARTED_MILLIS / 1000 * 10 % DATES);
  }
}
