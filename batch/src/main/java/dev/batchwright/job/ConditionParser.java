package dev.batchwright.job;

import dev.batchwright.batch.model.BadRequestException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.BinaryOperator;
import java.util.function.Supplier;
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

  /// How deep parentheses, `not` and signs may be nested, and how often a condition may calculate:
  /// both are the depth of what is evaluated for each row, on a thread's stack.
  private static final int MAX_DEPTH = 256;

  private final String source;
  private final List<Token> tokens;
  private int next;
  private int depth;
  private int calculations;

  private ConditionParser(String source) {
    this.source = source;
    tokens = Token.of(source);
  }

  /// @throws BadRequestException naming the character at which it cannot be read
  static Condition parse(String source) {
    ConditionParser parser = new ConditionParser(source);
    Condition condition = parser.condition(parser.peek(), parser.either());
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
        "condition \"%s\": at character %d: %s"
            .formatted(Token.shortened(source), at.position(), what));
  }

  private Condition condition(Token at, Operand operand) {
    return operand.condition().orElseThrow(() -> wrong(at, "expected a condition"));
  }

  /// Reads one thing within another.
  private <T> T deeper(Supplier<T> read) {
    if (++depth > MAX_DEPTH) {
      throw wrong(peek(), "nested more than the limit of %d deep".formatted(MAX_DEPTH));
    }
    T answer = read.get();
    depth--;
    return answer;
  }

  private Operand either() {
    return chain("or", this::both, Condition::or);
  }

  private Operand both() {
    return chain("and", this::negation, Condition::and);
  }

  private Operand chain(String word, Supplier<Operand> read, BinaryOperator<Condition> join) {
    Token at = peek();
    Operand first = read.get();
    if (!peek().is(word)) {
      return first;
    }
    List<Condition> all = new ArrayList<>(List.of(condition(at, first)));
    while (take(word)) {
      Token start = peek();
      all.add(condition(start, read.get()));
    }
    return Operand.of(joined(all, join));
  }

  /// A tree that is as flat as can be, in the same order: it is walked for each row.
  private static Condition joined(List<Condition> all, BinaryOperator<Condition> join) {
    if (all.size() == 1) {
      return all.getFirst();
    }
    int half = all.size() / 2;
    return join.apply(
        joined(all.subList(0, half), join), joined(all.subList(half, all.size()), join));
  }

  private Operand negation() {
    if (take("not")) {
      Token at = peek();
      return Operand.of(condition(at, deeper(this::negation)).not());
    }
    Operand left = sum();
    Condition condition = test(left);
    return condition == null ? left : Operand.of(condition);
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
    List<Condition> any = new ArrayList<>();
    do {
      any.add(compare(at, left, Node.Comparison.Operator.EQUAL, sum()));
    } while (take(","));
    must(")");
    return joined(any, Condition::or);
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
      NumberExpression b = calculated(product());
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
      NumberExpression b = calculated(factor());
      left = Operand.of(times ? a.times(b) : a.dividedBy(b, QUOTIENT_SCALE));
    }
    return left;
  }

  private NumberExpression calculated(Operand operand) {
    if (++calculations > MAX_DEPTH) {
      throw wrong(
          tokens.get(next - 1), "more than the limit of %d calculations".formatted(MAX_DEPTH));
    }
    return number(operand);
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
      return Operand.of(number(deeper(this::factor)).negated());
    }
    if (take("(")) {
      Operand inner = deeper(this::either);
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
      arguments.add(deeper(this::sum));
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
