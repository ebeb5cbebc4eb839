package dev.batchwright.job;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A part of a condition that is written as text: a value, or a column whose type what stands
/// beside it decides.
final class Operand {

  static final String FUNCTIONS =
      "contains, starts, ends, matches, upper, lower, trim, year, month, day, text, number, date";

  private final @Nullable String column;
  private final Expression value;

  private Operand(@Nullable String column, Expression value) {
    this.column = column;
    this.value = value;
  }

  static Operand of(Expression value) {
    return new Operand(null, value);
  }

  static Operand ofColumn(String name) {
    return new Operand(name, Expressions.text(name));
  }

  boolean isColumn() {
    return column != null;
  }

  /// The value's type; a column is a text by itself.
  Type type() {
    return value.node().type();
  }

  /// The value; of a column, read as this type.
  Expression as(Type type) {
    if (column == null) {
      return value;
    }
    Type wanted = type == Type.INTEGER ? Type.DECIMAL : type;
    return Expressions.column(column, wanted);
  }

  /// It as a condition: itself, or a column that holds `true` or `false`.
  Optional<Condition> condition() {
    return as(Type.BOOL) instanceof Condition condition ? Optional.of(condition) : Optional.empty();
  }

  /// The value of a function, where there is one of the name for these arguments.
  static Optional<Operand> call(String function, List<Operand> arguments) {
    Operand first = arguments.getFirst();
    if (arguments.size() == 2
        && first.as(Type.TEXT) instanceof TextExpression text
        && arguments.get(1).value.node() instanceof Node.TextLiteral literal) {
      return switch (function) {
        case "contains" -> Optional.of(of(text.contains(literal.value())));
        case "starts" -> Optional.of(of(text.startsWith(literal.value())));
        case "ends" -> Optional.of(of(text.endsWith(literal.value())));
        case "matches" -> Optional.of(of(text.matches(literal.value())));
        default -> Optional.empty();
      };
    }
    return arguments.size() == 1 ? call(function, first) : Optional.empty();
  }

  private static Optional<Operand> call(String function, Operand argument) {
    return switch (function) {
      case "upper", "lower", "trim" ->
          argument.as(Type.TEXT) instanceof TextExpression text
              ? Optional.of(of(form(function, text)))
              : Optional.empty();
      case "year", "month", "day" ->
          argument.as(Type.DATE) instanceof DateExpression date
              ? Optional.of(of(part(function, date)))
              : Optional.empty();
      case "text" -> Optional.of(of(argument.as(Type.TEXT).asText()));
      case "number" ->
          argument.as(Type.DECIMAL) instanceof NumberExpression number
              ? Optional.of(of(number))
              : Optional.empty();
      case "date" ->
          argument.as(Type.DATE) instanceof DateExpression date
              ? Optional.of(of(date))
              : Optional.empty();
      default -> Optional.empty();
    };
  }

  private static TextExpression form(String function, TextExpression text) {
    return switch (function) {
      case "upper" -> text.upper();
      case "lower" -> text.lower();
      default -> text.trim();
    };
  }

  private static NumberExpression part(String function, DateExpression date) {
    return switch (function) {
      case "year" -> date.year();
      case "month" -> date.month();
      default -> date.day();
    };
  }
}
