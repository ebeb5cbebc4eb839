package dev.batchwright.job;

import java.util.OptionalInt;

/// Where aggregates come from; made for `import static`.
///
/// Those over a column are named after it (`sum_l_quantity`); those over an expression need a name:
/// `sum(net).as("net")`. Methods that take a name read the column as a decimal number.
public final class Aggregates {

  private Aggregates() {}

  /// The number of rows, named `count`.
  public static Aggregate count() {
    return new Aggregate("count", new Aggregate.Kind.Rows(), OptionalInt.empty());
  }

  /// The number of rows in which the column is not missing.
  public static Aggregate count(String column) {
    return count(Expressions.text(column));
  }

  /// The number of rows in which the value is not missing.
  public static Aggregate count(Expression value) {
    return named("count", value, new Aggregate.Kind.Count(value.node()));
  }

  /// The exact sum of a column of numbers.
  public static Aggregate sum(String column) {
    return sum(Expressions.decimal(column));
  }

  /// The exact sum; it has as many digits after the point as the value that has most.
  public static Aggregate sum(NumberExpression value) {
    return named("sum", value, new Aggregate.Kind.Sum(value.node()));
  }

  /// The average of a column of numbers.
  public static Aggregate avg(String column) {
    return avg(Expressions.decimal(column));
  }

  /// The average: the exact sum divided by the number of values, with six digits more after the
  /// point than the sum has, the last one rounded half up. So it does not depend on how the input
  /// was cut.
  public static Aggregate avg(NumberExpression value) {
    return named("avg", value, new Aggregate.Kind.Average(value.node()));
  }

  /// The smallest of a column of numbers.
  public static Aggregate min(String column) {
    return min(Expressions.decimal(column));
  }

  /// The smallest value, of any type.
  public static Aggregate min(Expression value) {
    return named("min", value, new Aggregate.Kind.Min(value.node()));
  }

  /// The largest of a column of numbers.
  public static Aggregate max(String column) {
    return max(Expressions.decimal(column));
  }

  /// The largest value, of any type.
  public static Aggregate max(Expression value) {
    return named("max", value, new Aggregate.Kind.Max(value.node()));
  }

  /// About how many different texts a column has.
  public static Aggregate countDistinct(String column) {
    return countDistinct(Expressions.text(column));
  }

  /// About how many different values there are: a HyperLogLog sketch of 4,096 registers, whose
  /// standard error is 1.6 percent; a few hundred values are counted exactly.
  public static Aggregate countDistinct(Expression value) {
    return named("distinct", value, new Aggregate.Kind.Distinct(value.node()));
  }

  /// A quantile of a column of numbers.
  public static Aggregate quantile(String column, double fraction) {
    return quantile(Expressions.decimal(column), fraction);
  }

  /// About the value below which this fraction of the values lies (0.5 is the median): a t-digest
  /// of compression 500, with about half a percent of rank error at the median and less at both
  /// ends. The same run gives the same result; other chunk sizes may give one that differs within
  /// the sketch's error.
  public static Aggregate quantile(NumberExpression value, double fraction) {
    String name = "p" + Double.toString(fraction * 100).replaceAll("\\.0$", "").replace('.', '_');
    return named(name, value, new Aggregate.Kind.Quantile(value.node(), fraction));
  }

  private static Aggregate named(String prefix, Expression value, Aggregate.Kind kind) {
    String name = value.node() instanceof Node.Column column ? prefix + "_" + column.name() : "";
    return new Aggregate(name, kind, OptionalInt.empty());
  }
}
