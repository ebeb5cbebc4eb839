package dev.batchwright.job;

/// Keeps the rows for which a condition is true.
///
/// `--set where="l_quantity > 10 and l_shipdate < 1998-01-01"`, as [ConditionParser] reads it, and
/// what [BuiltIn] lists.
final class FilterJob implements Job {

  @Override
  public String name() {
    return "filter";
  }

  @Override
  public Flow define(Settings settings) {
    return BuiltIn.read(settings).where(ConditionParser.parse(settings.text("where")));
  }
}
