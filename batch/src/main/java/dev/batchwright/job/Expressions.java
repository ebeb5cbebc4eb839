package dev.batchwright.job;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.function.Predicate;

/// Where expressions come from; made for `import static`.
public final class Expressions {

  private Expressions() {}

  /// The column as it is, to select beside others that are computed.
  public static Named column(String name) {
    return text(name).as(name);
  }

  /// The column's text.
  public static TextExpression text(String column) {
    return new TextExpression(new Node.Column(column, Type.TEXT));
  }

  /// The column as a whole number; a row where it has digits after the point is refused.
  public static NumberExpression integer(String column) {
    return new NumberExpression(new Node.Column(column, Type.INTEGER));
  }

  /// The column as an exact decimal number: `12`, `-0.50`, `+1.5e3`.
  public static NumberExpression decimal(String column) {
    return new NumberExpression(new Node.Column(column, Type.DECIMAL));
  }

  /// The column as a date, `YYYY-MM-DD`.
  public static DateExpression date(String column) {
    return new DateExpression(new Node.Column(column, Type.DATE));
  }

  /// The column as an instant, `YYYY-MM-DDThh:mm:ss[.ffffff][Z|+hh:mm]`; without an offset UTC.
  public static TimestampExpression timestamp(String column) {
    return new TimestampExpression(new Node.Column(column, Type.TIMESTAMP));
  }

  /// The column as `true` or `false`.
  public static Condition bool(String column) {
    return new Condition(new Node.Column(column, Type.BOOL));
  }

  /// The column as a value of this type.
  public static Expression column(String name, Type type) {
    return of(new Node.Column(name, type));
  }

  /// A fixed text.
  public static TextExpression value(String text) {
    return new TextExpression(new Node.TextLiteral(text));
  }

  /// A fixed whole number.
  public static NumberExpression value(long number) {
    return new NumberExpression(new Node.NumberLiteral(BigDecimal.valueOf(number)));
  }

  /// A fixed number.
  public static NumberExpression value(BigDecimal number) {
    return new NumberExpression(new Node.NumberLiteral(number));
  }

  /// A fixed date.
  public static DateExpression value(LocalDate date) {
    return new DateExpression(new Node.DateLiteral(date));
  }

  /// A fixed instant.
  public static TimestampExpression value(Instant instant) {
    return new TimestampExpression(new Node.TimestampLiteral(instant));
  }

  /// The number 1.
  public static NumberExpression one() {
    return value(1);
  }

  /// Texts one after the other; missing where one of them is.
  public static TextExpression concat(TextExpression... parts) {
    return new TextExpression(
        new Node.Concat(Arrays.stream(parts).map(TextExpression::node).toList()));
  }

  /// One text where the condition is true, the other where it is false or missing.
  public static TextExpression when(
      Condition condition, TextExpression then, TextExpression otherwise) {
    return new TextExpression(choice(condition, then, otherwise));
  }

  /// One number where the condition is true, the other where it is false or missing.
  public static NumberExpression when(
      Condition condition, NumberExpression then, NumberExpression otherwise) {
    return new NumberExpression(choice(condition, then, otherwise));
  }

  /// One date where the condition is true, the other where it is false or missing.
  public static DateExpression when(
      Condition condition, DateExpression then, DateExpression otherwise) {
    return new DateExpression(choice(condition, then, otherwise));
  }

  private static Node choice(Condition condition, Expression then, Expression otherwise) {
    return new Node.Choice(condition.node(), then.node(), otherwise.node());
  }

  /// A text that the user's own code makes of a row.
  public static TextExpression textOf(RowFunction<String> function) {
    return new TextExpression(new Node.Computed(Type.TEXT, function));
  }

  /// A whole number that the user's own code makes of a row.
  public static NumberExpression integerOf(RowFunction<Long> function) {
    return new NumberExpression(new Node.Computed(Type.INTEGER, function));
  }

  /// A number that the user's own code makes of a row.
  public static NumberExpression decimalOf(RowFunction<BigDecimal> function) {
    return new NumberExpression(new Node.Computed(Type.DECIMAL, function));
  }

  /// A date that the user's own code makes of a row.
  public static DateExpression dateOf(RowFunction<LocalDate> function) {
    return new DateExpression(new Node.Computed(Type.DATE, function));
  }

  /// A condition that the user's own code tests a row by.
  public static Condition test(Predicate<Row> predicate) {
    return new Condition(new Node.Computed(Type.BOOL, (RowFunction<Boolean>) predicate::test));
  }

  /// The expression that this node says.
  static Expression of(Node node) {
    return switch (node.type()) {
      case TEXT -> new TextExpression(node);
      case INTEGER, DECIMAL -> new NumberExpression(node);
      case DATE -> new DateExpression(node);
      case TIMESTAMP -> new TimestampExpression(node);
      case BOOL -> new Condition(node);
    };
  }
}
