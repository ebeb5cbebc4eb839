package dev.batchwright.batch.transform;

import java.io.IOException;

/// The end of a pipeline whose rows are checked as they are written. Flows without checks end in
/// the inner sink itself, so that theirs cost nothing.
final class CheckedRows implements LastSink {

  private final LastSink rows;
  private final RowChecks checks;

  CheckedRows(LastSink rows, RowChecks checks) {
    this.rows = rows;
    this.checks = checks;
  }

  @Override
  public boolean take(long number, boolean effect) throws IOException {
    boolean kept = rows.take(number, effect);
    if (effect && kept) {
      checks.add(number);
    }
    return kept;
  }

  @Override
  public long finish() throws IOException {
    return rows.finish();
  }
}
