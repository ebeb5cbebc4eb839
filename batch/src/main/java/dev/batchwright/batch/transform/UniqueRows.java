package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.ByteBuilder;
import java.io.IOException;
import java.util.List;

/// A check of uniqueness, at work: hands the key of every row on.
final class UniqueRows {

  private final String name;
  private final int check;
  private final List<Evaluator> columns;
  private final RowChecks.Origin origin;
  private final ByteBuilder entry = new ByteBuilder(128);
  private final ByteBuilder text = new ByteBuilder(64);
  private long keys;

  /// @param check the check's number among those of the job
  /// @param columns the columns; none where rows are known to differ
  UniqueRows(String name, int check, List<Evaluator> columns, RowChecks.Origin origin) {
    this.name = name;
    this.check = check;
    this.columns = columns;
    this.origin = origin;
  }

  void add(long number) throws IOException {
    if (columns.isEmpty()) {
      return;
    }
    entry.truncate(0);
    UniqueKeys.begin(check, entry);
    for (Evaluator column : columns) {
      column.at(number);
      if (column.missing) {
        return;
      }
      text.truncate(0);
      column.writeText(text);
      SortKeys.putText(text.array(), 0, text.length(), entry);
    }
    UniqueKeys.shorten(entry);
    int keyEnd = entry.length();
    entry.putVarLong(origin.keys().item());
    origin.place().write(entry);
    origin.keys().sink().accept(entry.array(), 0, keyEnd, entry.length());
    keys++;
  }

  Tally tally(long rows) {
    return new Tally(name, rows, 0, keys, List.of());
  }
}
