package dev.batchwright.job;

import dev.batchwright.batch.model.BadRequestException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Reads conditions that are written as text, for settings: `l_quantity > 10 and l_shipdate <
/// 1998-01-01 and not (l_shipmode in ('AIR', 'RAIL'))`.
///
/// - `or`, `and`, `not`, parentheses
/// - `=` `<>` `<` `<=` `>` `>=`, `between a and b`, `in (a, b)`, `is missing`, `is not missing`
/// - `+` `-` `*`, and `/` with ten digits after the point, rounded half up
/// - numbers, dates (`1998-01-01`), texts in single quotes, columns as words or in double quotes
/// - `contains(a, 'x')`, `starts(a, 'x')`, `ends(a, 'x')`, `matches(a, 'regex')`, `upper(a)`,
///   `lower(a)`, `trim(a)`, `year(a)`, `month(a)`, `day(a)`, `text(a)`, `number(a)`, `date(a)`
///
/// A column is what it is compared with: a number beside numbers, a date beside dates, otherwise
/// text.
final class ConditionParser {

  private static final int QUOTIENT_SCALE = 10;

  private final String source;
  private final List<Token> tokens;
  private int next;

  private ConditionParser(String source) {
    this.source = source;
    tokens = Token.of(source);
  }

  /// @throws BadRequestException naming the character at which it cannot be read
  static Condition parse(String source) {
    ConditionParser parser = new ConditionParser(source);
    Condition condition = parser.either();
    if (parser.peek().kind() != Token.Kind.END) {
      throw parser.wrong("and, or, or its end");
    }
    return condition;
  }

  private Token peek() {
    return tokens.get(next);
  }

  private boolean take(String word) {
    boolean is = peek().is(word);
    next += is ? 1 : 0;
    return is;
  }

  private void must(String word) {
    if (!take(word)) {
      throw wrong("'" + word + "'");
    }
  }

  private BadRequestException wrong(String expected) {
    return wrong(peek(), "expected %s, found %s".formatted(expected, peek().shown()));
  }

  private BadRequestException wrong(Token at, String what) {
    return new BadRequestException(
        "condition \"%s\": at character %d: %s".formatted(source, at.position(), what));
  }

  private Condition either() {
    Condition condition = both();
    while (take("or")) {
      condition = condition.or(both());
    }
    return condition;
  }

  private Condition both() {
    Condition condition = negation();
    while (take("and")) {
      condition = condition.and(negation());
    }
    return condition;
  }

  private Condition negation() {
    if (take("not")) {
      return negation().not();
    }
    Token at = peek();
    Operand left = sum();
    Condition condition = test(left);
    if (condition == null) {
      return left.condition().orElseThrow(() -> wrong(at, "expected a condition"));
    }
    return condition;
  }

  private @Nullable Condition test(Operand left) {
    if (take("is")) {
      boolean not = take("not");
      must("missing");
      Expression value = left.as(left.type());
      return not ? value.isPresent() : value.isMissing();
    }
    if (take("between")) {
      Token at = peek();
      Operand from = sum();
      must("and");
      Operand to = sum();
      return compare(at, left, Node.Comparison.Operator.AT_LEAST, from)
          .and(compare(at, left, Node.Comparison.Operator.AT_MOST, to));
    }
    boolean not = peek().is("not") && tokens.get(next + 1).is("in") && take("not");
    if (take("in")) {
      Condition in = oneOf(left);
      return not ? in.not() : in;
    }
    Token at = peek();
    Node.Comparison.Operator operator = comparison();
    return operator == null ? null : compare(at, left, operator, sum());
  }

  private Condition oneOf(Operand left) {
    must("(");
    Token at = peek();
    Condition any = compare(at, left, Node.Comparison.Operator.EQUAL, sum());
    while (take(",")) {
      any = any.or(compare(at, left, Node.Comparison.Operator.EQUAL, sum()));
    }
    must(")");
    return any;
  }

  private Node.Comparison.@Nullable Operator comparison() {
    Token token = peek();
    if (token.kind() != Token.Kind.SIGN) {
      return null;
    }
    Node.Comparison.Operator operator =
        switch (token.text()) {
          case "=", "==" -> Node.Comparison.Operator.EQUAL;
          case "<>", "!=" -> Node.Comparison.Operator.NOT_EQUAL;
          case "<" -> Node.Comparison.Operator.BELOW;
          case "<=" -> Node.Comparison.Operator.AT_MOST;
          case ">" -> Node.Comparison.Operator.ABOVE;
          case ">=" -> Node.Comparison.Operator.AT_LEAST;
          default -> null;
        };
    next += operator == null ? 0 : 1;
    return operator;
  }

  private Condition compare(
      Token at, Operand left, Node.Comparison.Operator operator, Operand right) {
    Type type = left.isColumn() ? right.type() : left.type();
    Expression a = left.as(type);
    Expression b = right.as(type);
    if (!a.node().type().comparesWith(b.node().type())) {
      throw wrong(
          at,
          "a %s cannot be compared with a %s"
              .formatted(a.node().type().noun(), b.node().type().noun()));
    }
    return Expression.compare(a.node(), operator, b.node());
  }

  private Operand sum() {
    Operand left = product();
    while (peek().is("+") || peek().is("-")) {
      boolean plus = take("+");
      if (!plus) {
        must("-");
      }
      NumberExpression a = number(left);
      NumberExpression b = number(product());
      left = Operand.of(plus ? a.plus(b) : a.minus(b));
    }
    return left;
  }

  private Operand product() {
    Operand left = factor();
    while (peek().is("*") || peek().is("/")) {
      boolean times = take("*");
      if (!times) {
        must("/");
      }
      NumberExpression a = number(left);
      NumberExpression b = number(factor());
      left = Operand.of(times ? a.times(b) : a.dividedBy(b, QUOTIENT_SCALE));
    }
    return left;
  }

  private NumberExpression number(Operand operand) {
    if (operand.as(Type.DECIMAL) instanceof NumberExpression number) {
      return number;
    }
    throw wrong(tokens.get(next - 1), "expected a number to calculate with");
  }

  private Operand factor() {
    Token token = peek();
    if (take("-")) {
      return Operand.of(number(factor()).negated());
    }
    if (take("(")) {
      int start = next;
      boolean isCondition = peek().is("not");
      Operand inner = isCondition ? Operand.of(either()) : sum();
      if (!peek().is(")")) {
        next = start;
        inner = Operand.of(either());
      }
      must(")");
      return inner;
    }
    next++;
    return switch (token.kind()) {
      case NUMBER -> Operand.of(Expressions.value(new BigDecimal(token.text())));
      case TEXT -> Operand.of(Expressions.value(token.text()));
      case DATE -> Operand.of(Expressions.value(day(token)));
      case QUOTED_NAME -> Operand.ofColumn(token.text());
      case NAME -> take("(") ? call(token) : Operand.ofColumn(token.text());
      case SIGN, END -> {
        next--;
        throw wrong("a column, a number, a date or a text in single quotes");
      }
    };
  }

  private LocalDate day(Token token) {
    try {
      return LocalDate.parse(token.text());
    } catch (DateTimeException e) {
      throw wrong(token, "'%s' is not a date".formatted(token.text()));
    }
  }

  private Operand call(Token name) {
    List<Operand> arguments = new ArrayList<>();
    do {
      arguments.add(sum());
    } while (take(","));
    must(")");
    String function = name.text().toLowerCase(Locale.ROOT);
    return Operand.call(function, arguments)
        .orElseThrow(() ->
            wrong(
                name,
                "there is no function %s with %d arguments of these types; expected one of %s"
                    .formatted(function, arguments.size(), Operand.FUNCTIONS)));
  }
}
