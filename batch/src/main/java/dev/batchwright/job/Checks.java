package dev.batchwright.job;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;

/// Where checks come from; made for `import static`.
///
/// ```java
/// flow.expect(
///     rowsAtLeast(1_000),
///     rowsWithinPercent(20),
///     hasType("day", Type.DATE),
///     between("month", 1, 12),
///     missingAtMost(1, "tailnum"),
///     unique("day", "carrier", "flight"))
/// ```
public final class Checks {

  private Checks() {}

  /// Every value in the column can be read as this type: one that JSON Lines and CSV do not tell.
  public static Check.Values hasType(String column, Type type) {
    String article = type == Type.BOOL ? "" : "a ";
    return values(column, " is " + article + type.noun(), new Check.Rule.OfType(type));
  }

  /// Every value in the column is a number in `[least, most]`.
  public static Check.Values between(String column, long least, long most) {
    return between(column, BigDecimal.valueOf(least), BigDecimal.valueOf(most));
  }

  /// Every value in the column is a number in `[least, most]`.
  public static Check.Values between(String column, BigDecimal least, BigDecimal most) {
    return between(
        Expressions.decimal(column), Expressions.value(least), Expressions.value(most), column);
  }

  /// Every value in the column is a date in `[first, last]`.
  public static Check.Values between(String column, LocalDate first, LocalDate last) {
    return between(
        Expressions.date(column), Expressions.value(first), Expressions.value(last), column);
  }

  /// Every value in the column is a timestamp in `[first, last]`.
  public static Check.Values between(String column, Instant first, Instant last) {
    return between(
        Expressions.timestamp(column), Expressions.value(first), Expressions.value(last), column);
  }

  private static Check.Values between(
      Expression value, Expression least, Expression most, String column) {
    Condition condition =
        Expression.compare(value.node(), Node.Comparison.Operator.AT_LEAST, least.node())
            .and(Expression.compare(value.node(), Node.Comparison.Operator.AT_MOST, most.node()));
    String range = " is between %s and %s".formatted(text(least.node()), text(most.node()));
    return values(column, range, new Check.Rule.Holds(condition.node()));
  }

  private static String text(Node literal) {
    return switch (literal) {
      case Node.NumberLiteral it -> it.value().toPlainString();
      case Node.DateLiteral it -> it.value().toString();
      case Node.TimestampLiteral it -> it.value().toString();
      default -> throw new IllegalArgumentException("no bound: " + literal);
    };
  }

  /// Every value in the column is one of these.
  public static Check.Values oneOf(String column, String... values) {
    List<String> allowed = Arrays.asList(values);
    return values(
        column,
        " is one of " + String.join(", ", allowed),
        new Check.Rule.Holds(Expressions.text(column).in(values).node()));
  }

  /// No value in the column is missing.
  public static Check.Values present(String column) {
    return values(column, " is present", new Check.Rule.Present());
  }

  /// At most this share of the values in the column is missing.
  public static Check.Values missingAtMost(double percent, String column) {
    return present(column).exceptPercent(percent);
  }

  /// The condition, over the columns of the output, is false in no row.
  ///
  /// @param name what it says, for results and messages
  public static Check.Values holds(String name, Condition condition) {
    return new Check.Values(name, "", new Check.Rule.Holds(condition.node()), 0);
  }

  private static Check.Values values(String column, String what, Check.Rule rule) {
    return new Check.Values(column + what, column, rule, 0);
  }

  /// No two rows of the output have the same texts in these columns; exact, however many there are.
  /// Costs nothing where the job groups by some of these columns.
  public static Check unique(String... columns) {
    return new Check.Unique(Arrays.asList(columns));
  }

  /// The output has this many rows, both numbers included.
  public static Check rowsBetween(long least, long most) {
    return new Check.Rows(least, most);
  }

  /// The output has at least so many rows.
  public static Check rowsAtLeast(long least) {
    return new Check.Rows(least, Long.MAX_VALUE);
  }

  /// The output has at most this share fewer or more rows than that of the run before it.
  public static Check rowsWithinPercent(double percent) {
    return new Check.RowsOfLastRun(percent, percent);
  }

  /// The output has at most one share fewer and the other more rows than that of the run before it.
  public static Check rowsWithinPercent(double fewer, double more) {
    return new Check.RowsOfLastRun(fewer, more);
  }
}
