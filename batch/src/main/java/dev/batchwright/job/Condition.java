package dev.batchwright.job;

/// True, false or missing. `where` keeps the rows where it is true.
public final class Condition extends Expression {

  Condition(Node node) {
    super(node);
  }

  /// True where both are true; false where one is false; otherwise missing.
  public Condition and(Condition other) {
    return new Condition(new Node.And(node(), other.node()));
  }

  /// True where one is true; false where both are false; otherwise missing.
  public Condition or(Condition other) {
    return new Condition(new Node.Or(node(), other.node()));
  }

  /// The opposite; missing where this is.
  public Condition not() {
    return new Condition(new Node.Not(node()));
  }

  /// This value, or the other where it is missing.
  public Condition orElse(boolean fallback) {
    return new Condition(new Node.OrElse(node(), new Node.BoolLiteral(fallback)));
  }

  /// This value; a row where it is missing is refused.
  public Condition required() {
    return new Condition(new Node.Required(node()));
  }
}
