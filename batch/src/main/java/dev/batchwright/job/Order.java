package dev.batchwright.job;

import java.util.Objects;

/// One key of a sort. Missing values come last in both directions.
///
/// @param node the value to sort by
/// @param descending whether large values come first
public record Order(Node node, boolean descending) {

  public Order {
    Objects.requireNonNull(node, "node");
  }

  /// The column's text, small ones first.
  public static Order asc(String column) {
    return asc(Expressions.text(column));
  }

  /// The value, small ones first.
  public static Order asc(Expression value) {
    return new Order(value.node(), false);
  }

  /// The column's text, large ones first.
  public static Order desc(String column) {
    return desc(Expressions.text(column));
  }

  /// The value, large ones first.
  public static Order desc(Expression value) {
    return new Order(value.node(), true);
  }
}
