package dev.batchwright.job;

import static dev.batchwright.job.Node.Comparison.Operator.ABOVE;
import static dev.batchwright.job.Node.Comparison.Operator.AT_LEAST;
import static dev.batchwright.job.Node.Comparison.Operator.AT_MOST;
import static dev.batchwright.job.Node.Comparison.Operator.BELOW;
import static dev.batchwright.job.Node.Comparison.Operator.EQUAL;
import static dev.batchwright.job.Node.Comparison.Operator.NOT_EQUAL;

import java.util.Arrays;
import java.util.List;

/// A text. Compared by code points.
public final class TextExpression extends Expression {

  TextExpression(Node node) {
    super(node);
  }

  /// Whether both are equal.
  public Condition is(TextExpression other) {
    return compare(node(), EQUAL, other.node());
  }

  /// Whether both are equal.
  public Condition is(String other) {
    return compare(node(), EQUAL, Expressions.value(other).node());
  }

  /// Whether they differ.
  public Condition isNot(TextExpression other) {
    return compare(node(), NOT_EQUAL, other.node());
  }

  /// Whether they differ.
  public Condition isNot(String other) {
    return compare(node(), NOT_EQUAL, Expressions.value(other).node());
  }

  /// Whether this comes before the other.
  public Condition below(TextExpression other) {
    return compare(node(), BELOW, other.node());
  }

  /// Whether this comes before the other.
  public Condition below(String other) {
    return compare(node(), BELOW, Expressions.value(other).node());
  }

  /// Whether this is equal or before.
  public Condition atMost(TextExpression other) {
    return compare(node(), AT_MOST, other.node());
  }

  /// Whether this is equal or before.
  public Condition atMost(String other) {
    return compare(node(), AT_MOST, Expressions.value(other).node());
  }

  /// Whether this comes after the other.
  public Condition above(TextExpression other) {
    return compare(node(), ABOVE, other.node());
  }

  /// Whether this comes after the other.
  public Condition above(String other) {
    return compare(node(), ABOVE, Expressions.value(other).node());
  }

  /// Whether this is equal or after.
  public Condition atLeast(TextExpression other) {
    return compare(node(), AT_LEAST, other.node());
  }

  /// Whether this is equal or after.
  public Condition atLeast(String other) {
    return compare(node(), AT_LEAST, Expressions.value(other).node());
  }

  /// Whether this is in [from, to), the end not included.
  public Condition within(TextExpression from, TextExpression to) {
    return atLeast(from).and(below(to));
  }

  /// This value, or the other where it is missing.
  public TextExpression orElse(TextExpression fallback) {
    return new TextExpression(new Node.OrElse(node(), fallback.node()));
  }

  /// This value, or the other where it is missing.
  public TextExpression orElse(String fallback) {
    return orElse(Expressions.value(fallback));
  }

  /// This value; a row where it is missing is refused.
  public TextExpression required() {
    return new TextExpression(new Node.Required(node()));
  }

  /// Whether it is one of these.
  public Condition in(String... texts) {
    List<Node> choices = Arrays.stream(texts).<Node>map(Node.TextLiteral::new).toList();
    return new Condition(new Node.OneOf(node(), choices));
  }

  /// Whether it starts with this text.
  public Condition startsWith(String text) {
    return test(Node.TextTest.Operator.STARTS_WITH, text);
  }

  /// Whether it ends with this text.
  public Condition endsWith(String text) {
    return test(Node.TextTest.Operator.ENDS_WITH, text);
  }

  /// Whether this text is somewhere in it.
  public Condition contains(String text) {
    return test(Node.TextTest.Operator.CONTAINS, text);
  }

  /// Whether the whole of it matches the regular expression (`java.util.regex`).
  public Condition matches(String pattern) {
    return test(Node.TextTest.Operator.MATCHES, pattern);
  }

  private Condition test(Node.TextTest.Operator operator, String text) {
    return new Condition(new Node.TextTest(operator, node(), text));
  }

  /// Up to `length` code points of it from `start` on, counted from 0.
  public TextExpression substring(int start, int length) {
    if (start < 0 || length < 0) {
      throw new IllegalArgumentException(
          "substring(%d, %d): expected 0 or more".formatted(start, length));
    }
    return new TextExpression(new Node.Substring(node(), start, length));
  }

  /// It in upper case.
  public TextExpression upper() {
    return new TextExpression(new Node.TextForm(Node.TextForm.Operator.UPPER, node()));
  }

  /// It in lower case.
  public TextExpression lower() {
    return new TextExpression(new Node.TextForm(Node.TextForm.Operator.LOWER, node()));
  }

  /// It without white space at its ends.
  public TextExpression trim() {
    return new TextExpression(new Node.TextForm(Node.TextForm.Operator.TRIM, node()));
  }
}
