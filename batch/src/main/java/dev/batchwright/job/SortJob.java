package dev.batchwright.job;

import java.util.List;

/// Sorts all rows.
///
/// `--set by=l_partkey:number,-l_shipdate`: by the first column, then the next; a minus sign puts
/// large values first, and without a type values are texts. And what [BuiltIn] lists.
final class SortJob implements Job {

  @Override
  public String name() {
    return "sort";
  }

  @Override
  public Flow define(Settings settings) {
    return BuiltIn.read(settings)
        .sortBy(settings.list("by").stream().map(SortJob::order).toArray(Order[]::new));
  }

  private static Order order(String text) {
    boolean descending = text.startsWith("-");
    BuiltIn.Typed typed =
        BuiltIn.typed("by", List.of(descending ? text.substring(1) : text)).getFirst();
    Expression value = Expressions.column(typed.column(), typed.type());
    return descending ? Order.desc(value) : Order.asc(value);
  }
}
