package dev.batchwright.job;

import java.util.List;

/// Writes rows in another format, and keeps all or some of their columns.
///
/// `--set columns=l_orderkey:number,l_comment` (otherwise all), and what [BuiltIn] lists.
final class ConvertJob implements Job {

  @Override
  public String name() {
    return "convert";
  }

  @Override
  public Flow define(Settings settings) {
    Flow flow = BuiltIn.read(settings);
    List<String> columns = settings.list("columns", List.of());
    if (columns.isEmpty()) {
      return flow;
    }
    return flow.select(
        BuiltIn.typed("columns", columns).stream()
            .map(it -> Expressions.column(it.column(), it.type()).as(it.column()))
            .toArray(Named[]::new));
  }
}
