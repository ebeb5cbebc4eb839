package dev.batchwright.job;

import java.util.Objects;

/// A value computed from a row's columns, without code that the engine cannot see into. Immutable;
/// made by [Expressions], combined by the methods of its type.
public abstract sealed class Expression
    permits TextExpression, NumberExpression, DateExpression, TimestampExpression, Condition {

  private final Node node;

  Expression(Node node) {
    this.node = Objects.requireNonNull(node, "node");
  }

  /// What it says, as data.
  public final Node node() {
    return node;
  }

  /// This value under a name, to group by, to select or to derive.
  public final Named as(String name) {
    return new Named(name, node);
  }

  /// Whether the value is missing: true or false, never missing.
  public final Condition isMissing() {
    return new Condition(new Node.IsMissing(node));
  }

  /// Whether there is a value: true or false, never missing.
  public final Condition isPresent() {
    return new Condition(new Node.Not(new Node.IsMissing(node)));
  }

  /// The value as text: as it is written in output.
  public final TextExpression asText() {
    return new TextExpression(node.type() == Type.TEXT ? node : new Node.AsText(node));
  }

  static Condition compare(Node left, Node.Comparison.Operator operator, Node right) {
    return new Condition(new Node.Comparison(operator, left, right));
  }
}
