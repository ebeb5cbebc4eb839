package dev.batchwright.job;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/// What an expression says, as data: the engine sees which columns it needs, evaluates equal
/// expressions once a row, and makes no objects for it. Users write [Expression]s.
public sealed interface Node {

  /// The type of its values.
  Type type();

  /// The value of a column, read as the type.
  record Column(String name, Type type) implements Node {}

  /// A fixed text.
  record TextLiteral(String value) implements Node {
    @Override
    public Type type() {
      return Type.TEXT;
    }
  }

  /// A fixed number.
  record NumberLiteral(BigDecimal value) implements Node {
    @Override
    public Type type() {
      return value.scale() <= 0 ? Type.INTEGER : Type.DECIMAL;
    }
  }

  /// A fixed date.
  record DateLiteral(LocalDate value) implements Node {
    @Override
    public Type type() {
      return Type.DATE;
    }
  }

  /// A fixed instant.
  record TimestampLiteral(Instant value) implements Node {
    @Override
    public Type type() {
      return Type.TIMESTAMP;
    }
  }

  /// A fixed truth.
  record BoolLiteral(boolean value) implements Truth {}

  /// Exact sum, difference or product.
  record Arithmetic(Operator operator, Node left, Node right) implements Node {
    /// What is calculated.
    public enum Operator {
      PLUS,
      MINUS,
      TIMES
    }

    @Override
    public Type type() {
      return left.type() == Type.INTEGER && right.type() == Type.INTEGER
          ? Type.INTEGER
          : Type.DECIMAL;
    }
  }

  /// A quotient, rounded to `scale` digits after the point.
  record Quotient(Node left, Node right, int scale, RoundingMode rounding) implements Node {
    @Override
    public Type type() {
      return scale == 0 ? Type.INTEGER : Type.DECIMAL;
    }
  }

  /// A number rounded to `scale` digits after the point.
  record Rounded(Node value, int scale, RoundingMode rounding) implements Node {
    @Override
    public Type type() {
      return scale == 0 ? Type.INTEGER : Type.DECIMAL;
    }
  }

  /// A comparison of two values of types that compare.
  record Comparison(Operator operator, Node left, Node right) implements Truth {
    /// Which comparison.
    public enum Operator {
      EQUAL,
      NOT_EQUAL,
      BELOW,
      AT_MOST,
      ABOVE,
      AT_LEAST
    }
  }

  /// True where both are; false where one is false; otherwise missing.
  record And(Node left, Node right) implements Truth {}

  /// True where one is; false where both are false; otherwise missing.
  record Or(Node left, Node right) implements Truth {}

  /// The opposite; missing where the value is.
  record Not(Node value) implements Truth {}

  /// Whether the value is missing: never missing itself.
  record IsMissing(Node value) implements Truth {}

  /// Whether a text is one of these.
  record OneOf(Node value, List<Node> choices) implements Truth {
    public OneOf {
      choices = List.copyOf(choices);
    }
  }

  /// A test of a text against a fixed one.
  record TextTest(Operator operator, Node value, String pattern) implements Truth {
    /// Which test; `MATCHES` takes a regular expression that the whole text has to match.
    public enum Operator {
      STARTS_WITH,
      ENDS_WITH,
      CONTAINS,
      MATCHES
    }
  }

  /// The value, or the fallback where it is missing.
  record OrElse(Node value, Node fallback) implements Node {
    @Override
    public Type type() {
      return value.type() == Type.INTEGER ? fallback.type() : value.type();
    }
  }

  /// The value; a row where it is missing is refused.
  record Required(Node value) implements Node {
    @Override
    public Type type() {
      return value.type();
    }
  }

  /// Some of a text's code points: `length` from `start` on, counted from 0, fewer at its end.
  record Substring(Node value, int start, int length) implements Node {
    @Override
    public Type type() {
      return Type.TEXT;
    }
  }

  /// Texts one after the other; missing where one is.
  record Concat(List<Node> parts) implements Node {
    public Concat {
      parts = List.copyOf(parts);
    }

    @Override
    public Type type() {
      return Type.TEXT;
    }
  }

  /// A text written in another way.
  record TextForm(Operator operator, Node value) implements Node {
    /// Which way: upper or lower case by Unicode's rules, or without white space at its ends.
    public enum Operator {
      UPPER,
      LOWER,
      TRIM
    }

    @Override
    public Type type() {
      return Type.TEXT;
    }
  }

  /// Any value as its text.
  record AsText(Node value) implements Node {
    @Override
    public Type type() {
      return Type.TEXT;
    }
  }

  /// A part of a date, or of a timestamp in UTC.
  record DatePart(Part part, Node value) implements Node {
    /// Which part.
    public enum Part {
      YEAR,
      MONTH,
      DAY,
      HOUR
    }

    @Override
    public Type type() {
      return Type.INTEGER;
    }
  }

  /// A timestamp's date in UTC.
  record DateOf(Node value) implements Node {
    @Override
    public Type type() {
      return Type.DATE;
    }
  }

  /// One value where the condition is true, the other where it is false or missing.
  record Choice(Node condition, Node then, Node otherwise) implements Node {
    @Override
    public Type type() {
      return then.type() == Type.INTEGER ? otherwise.type() : then.type();
    }
  }

  /// A text from a side table.
  record Lookup(SideTable table, Node key, String column) implements Node {
    @Override
    public Type type() {
      return Type.TEXT;
    }
  }

  /// What a function of the user's makes of a row.
  record Computed(Type type, RowFunction<?> function) implements Node {}

  /// A node whose values are true or false.
  sealed interface Truth extends Node {
    @Override
    default Type type() {
      return Type.BOOL;
    }
  }
}
