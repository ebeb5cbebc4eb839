package dev.batchwright.job;

import static dev.batchwright.job.Node.Comparison.Operator.ABOVE;
import static dev.batchwright.job.Node.Comparison.Operator.AT_LEAST;
import static dev.batchwright.job.Node.Comparison.Operator.AT_MOST;
import static dev.batchwright.job.Node.Comparison.Operator.BELOW;
import static dev.batchwright.job.Node.Comparison.Operator.EQUAL;
import static dev.batchwright.job.Node.Comparison.Operator.NOT_EQUAL;

import java.time.Instant;

/// An instant.
public final class TimestampExpression extends Expression {

  TimestampExpression(Node node) {
    super(node);
  }

  /// Whether both are equal.
  public Condition is(TimestampExpression other) {
    return compare(node(), EQUAL, other.node());
  }

  /// Whether both are equal.
  public Condition is(Instant other) {
    return compare(node(), EQUAL, Expressions.value(other).node());
  }

  /// Whether they differ.
  public Condition isNot(TimestampExpression other) {
    return compare(node(), NOT_EQUAL, other.node());
  }

  /// Whether they differ.
  public Condition isNot(Instant other) {
    return compare(node(), NOT_EQUAL, Expressions.value(other).node());
  }

  /// Whether this comes before the other.
  public Condition below(TimestampExpression other) {
    return compare(node(), BELOW, other.node());
  }

  /// Whether this comes before the other.
  public Condition below(Instant other) {
    return compare(node(), BELOW, Expressions.value(other).node());
  }

  /// Whether this is equal or before.
  public Condition atMost(TimestampExpression other) {
    return compare(node(), AT_MOST, other.node());
  }

  /// Whether this is equal or before.
  public Condition atMost(Instant other) {
    return compare(node(), AT_MOST, Expressions.value(other).node());
  }

  /// Whether this comes after the other.
  public Condition above(TimestampExpression other) {
    return compare(node(), ABOVE, other.node());
  }

  /// Whether this comes after the other.
  public Condition above(Instant other) {
    return compare(node(), ABOVE, Expressions.value(other).node());
  }

  /// Whether this is equal or after.
  public Condition atLeast(TimestampExpression other) {
    return compare(node(), AT_LEAST, other.node());
  }

  /// Whether this is equal or after.
  public Condition atLeast(Instant other) {
    return compare(node(), AT_LEAST, Expressions.value(other).node());
  }

  /// Whether this is in [from, to), the end not included.
  public Condition within(TimestampExpression from, TimestampExpression to) {
    return atLeast(from).and(below(to));
  }

  /// This value, or the other where it is missing.
  public TimestampExpression orElse(TimestampExpression fallback) {
    return new TimestampExpression(new Node.OrElse(node(), fallback.node()));
  }

  /// This value, or the other where it is missing.
  public TimestampExpression orElse(Instant fallback) {
    return orElse(Expressions.value(fallback));
  }

  /// This value; a row where it is missing is refused.
  public TimestampExpression required() {
    return new TimestampExpression(new Node.Required(node()));
  }

  /// Its day in UTC.
  public DateExpression date() {
    return new DateExpression(new Node.DateOf(node()));
  }

  /// Its hour in UTC, 0 to 23.
  public NumberExpression hour() {
    return new NumberExpression(new Node.DatePart(Node.DatePart.Part.HOUR, node()));
  }
}
