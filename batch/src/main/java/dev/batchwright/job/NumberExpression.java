package dev.batchwright.job;

import static dev.batchwright.job.Node.Comparison.Operator.ABOVE;
import static dev.batchwright.job.Node.Comparison.Operator.AT_LEAST;
import static dev.batchwright.job.Node.Comparison.Operator.AT_MOST;
import static dev.batchwright.job.Node.Comparison.Operator.BELOW;
import static dev.batchwright.job.Node.Comparison.Operator.EQUAL;
import static dev.batchwright.job.Node.Comparison.Operator.NOT_EQUAL;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;

/// An exact number: whole or decimal. Sums, differences and products lose nothing, however large.
public final class NumberExpression extends Expression {

  NumberExpression(Node node) {
    super(node);
  }

  /// Whether both are equal.
  public Condition is(NumberExpression other) {
    return compare(node(), EQUAL, other.node());
  }

  /// Whether both are equal.
  public Condition is(long other) {
    return compare(node(), EQUAL, Expressions.value(other).node());
  }

  /// Whether they differ.
  public Condition isNot(NumberExpression other) {
    return compare(node(), NOT_EQUAL, other.node());
  }

  /// Whether they differ.
  public Condition isNot(long other) {
    return compare(node(), NOT_EQUAL, Expressions.value(other).node());
  }

  /// Whether this comes before the other.
  public Condition below(NumberExpression other) {
    return compare(node(), BELOW, other.node());
  }

  /// Whether this comes before the other.
  public Condition below(long other) {
    return compare(node(), BELOW, Expressions.value(other).node());
  }

  /// Whether this is equal or before.
  public Condition atMost(NumberExpression other) {
    return compare(node(), AT_MOST, other.node());
  }

  /// Whether this is equal or before.
  public Condition atMost(long other) {
    return compare(node(), AT_MOST, Expressions.value(other).node());
  }

  /// Whether this comes after the other.
  public Condition above(NumberExpression other) {
    return compare(node(), ABOVE, other.node());
  }

  /// Whether this comes after the other.
  public Condition above(long other) {
    return compare(node(), ABOVE, Expressions.value(other).node());
  }

  /// Whether this is equal or after.
  public Condition atLeast(NumberExpression other) {
    return compare(node(), AT_LEAST, other.node());
  }

  /// Whether this is equal or after.
  public Condition atLeast(long other) {
    return compare(node(), AT_LEAST, Expressions.value(other).node());
  }

  /// Whether this is in [from, to), the end not included.
  public Condition within(NumberExpression from, NumberExpression to) {
    return atLeast(from).and(below(to));
  }

  /// This value, or the other where it is missing.
  public NumberExpression orElse(NumberExpression fallback) {
    return new NumberExpression(new Node.OrElse(node(), fallback.node()));
  }

  /// This value, or the other where it is missing.
  public NumberExpression orElse(long fallback) {
    return orElse(Expressions.value(fallback));
  }

  /// This value; a row where it is missing is refused.
  public NumberExpression required() {
    return new NumberExpression(new Node.Required(node()));
  }

  /// Whether it is one of these.
  public Condition in(long... numbers) {
    List<Node> choices =
        Arrays.stream(numbers).mapToObj(it -> Expressions.value(it).node()).toList();
    return new Condition(new Node.OneOf(node(), choices));
  }

  /// The exact sum.
  public NumberExpression plus(NumberExpression other) {
    return arithmetic(Node.Arithmetic.Operator.PLUS, other);
  }

  /// The exact difference.
  public NumberExpression minus(NumberExpression other) {
    return arithmetic(Node.Arithmetic.Operator.MINUS, other);
  }

  /// The exact product.
  public NumberExpression times(NumberExpression other) {
    return arithmetic(Node.Arithmetic.Operator.TIMES, other);
  }

  private NumberExpression arithmetic(Node.Arithmetic.Operator operator, NumberExpression other) {
    return new NumberExpression(new Node.Arithmetic(operator, node(), other.node()));
  }

  /// The quotient with `scale` digits after the point, the last one rounded half up. A row that
  /// divides by zero is refused.
  public NumberExpression dividedBy(NumberExpression other, int scale) {
    return dividedBy(other, scale, RoundingMode.HALF_UP);
  }

  /// The quotient with `scale` digits after the point. A row that divides by zero is refused.
  public NumberExpression dividedBy(NumberExpression other, int scale, RoundingMode rounding) {
    return new NumberExpression(
        new Node.Quotient(node(), other.node(), checkScale(scale), rounding));
  }

  /// It with `scale` digits after the point, the last one rounded half up.
  public NumberExpression rounded(int scale) {
    return new NumberExpression(new Node.Rounded(node(), checkScale(scale), RoundingMode.HALF_UP));
  }

  /// It with the opposite sign.
  public NumberExpression negated() {
    return Expressions.value(0).minus(this);
  }

  /// This value, or the other where it is missing.
  public NumberExpression orElse(BigDecimal fallback) {
    return orElse(Expressions.value(fallback));
  }

  static int checkScale(int scale) {
    if (scale < 0 || scale > 100) {
      throw new IllegalArgumentException("scale " + scale + ": expected 0 to 100");
    }
    return scale;
  }
}
