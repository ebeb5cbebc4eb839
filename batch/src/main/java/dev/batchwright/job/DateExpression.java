package dev.batchwright.job;

import static dev.batchwright.job.Node.Comparison.Operator.ABOVE;
import static dev.batchwright.job.Node.Comparison.Operator.AT_LEAST;
import static dev.batchwright.job.Node.Comparison.Operator.AT_MOST;
import static dev.batchwright.job.Node.Comparison.Operator.BELOW;
import static dev.batchwright.job.Node.Comparison.Operator.EQUAL;
import static dev.batchwright.job.Node.Comparison.Operator.NOT_EQUAL;

import java.time.LocalDate;

/// A day.
public final class DateExpression extends Expression {

  DateExpression(Node node) {
    super(node);
  }

  /// Whether both are equal.
  public Condition is(DateExpression other) {
    return compare(node(), EQUAL, other.node());
  }

  /// Whether both are equal.
  public Condition is(LocalDate other) {
    return compare(node(), EQUAL, Expressions.value(other).node());
  }

  /// Whether they differ.
  public Condition isNot(DateExpression other) {
    return compare(node(), NOT_EQUAL, other.node());
  }

  /// Whether they differ.
  public Condition isNot(LocalDate other) {
    return compare(node(), NOT_EQUAL, Expressions.value(other).node());
  }

  /// Whether this comes before the other.
  public Condition below(DateExpression other) {
    return compare(node(), BELOW, other.node());
  }

  /// Whether this comes before the other.
  public Condition below(LocalDate other) {
    return compare(node(), BELOW, Expressions.value(other).node());
  }

  /// Whether this is equal or before.
  public Condition atMost(DateExpression other) {
    return compare(node(), AT_MOST, other.node());
  }

  /// Whether this is equal or before.
  public Condition atMost(LocalDate other) {
    return compare(node(), AT_MOST, Expressions.value(other).node());
  }

  /// Whether this comes after the other.
  public Condition above(DateExpression other) {
    return compare(node(), ABOVE, other.node());
  }

  /// Whether this comes after the other.
  public Condition above(LocalDate other) {
    return compare(node(), ABOVE, Expressions.value(other).node());
  }

  /// Whether this is equal or after.
  public Condition atLeast(DateExpression other) {
    return compare(node(), AT_LEAST, other.node());
  }

  /// Whether this is equal or after.
  public Condition atLeast(LocalDate other) {
    return compare(node(), AT_LEAST, Expressions.value(other).node());
  }

  /// Whether this is in [from, to), the end not included.
  public Condition within(DateExpression from, DateExpression to) {
    return atLeast(from).and(below(to));
  }

  /// This value, or the other where it is missing.
  public DateExpression orElse(DateExpression fallback) {
    return new DateExpression(new Node.OrElse(node(), fallback.node()));
  }

  /// This value, or the other where it is missing.
  public DateExpression orElse(LocalDate fallback) {
    return orElse(Expressions.value(fallback));
  }

  /// This value; a row where it is missing is refused.
  public DateExpression required() {
    return new DateExpression(new Node.Required(node()));
  }

  /// The year, for example 1998.
  public NumberExpression year() {
    return part(Node.DatePart.Part.YEAR);
  }

  /// The month, 1 to 12.
  public NumberExpression month() {
    return part(Node.DatePart.Part.MONTH);
  }

  /// The day of the month, 1 to 31.
  public NumberExpression day() {
    return part(Node.DatePart.Part.DAY);
  }

  private NumberExpression part(Node.DatePart.Part part) {
    return new NumberExpression(new Node.DatePart(part, node()));
  }
}
