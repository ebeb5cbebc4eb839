package dev.batchwright.job;

import java.util.List;

/// Counts the rows for each combination of values in some columns, sorted by these.
///
/// `--set by=origin,carrier`, and what [BuiltIn] lists.
final class CountByJob implements Job {

  @Override
  public String name() {
    return "count-by";
  }

  @Override
  public Flow define(Settings settings) {
    List<String> columns = settings.list("by");
    return BuiltIn.read(settings)
        .groupBy(columns.toArray(String[]::new))
        .aggregate(Aggregates.count());
  }
}
