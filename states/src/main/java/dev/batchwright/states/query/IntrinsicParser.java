package dev.batchwright.states.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/// Reads intrinsic function calls: `States.Name(argument, ...)` where an argument is a string in
/// single quotes, a number, `true`, `false`, `null`, a path, or another call.
final class IntrinsicParser {

  /// Most functions in one field. (AWS: "You can nest up to 10 intrinsic functions within a field";
  /// its example of nine has them at most five deep, so they are counted, not their levels.)
  private static final int MAX_CALLS = 10;

  /// What a backslash stands before. (AWS: "Reserved characters in intrinsic functions".)
  private static final String ESCAPED = "'{}\\";

  private final String text;
  private int at;
  private int calls;

  IntrinsicParser(String text) {
    this.text = text;
  }

  Intrinsic parse() {
    Intrinsic call = call();
    skipSpace();
    if (at < text.length()) {
      throw problem("nothing after the closing parenthesis");
    }
    return call;
  }

  private Intrinsic call() {
    if (++calls > MAX_CALLS) {
      throw new IllegalArgumentException(
          "has more than " + MAX_CALLS + " intrinsic functions in one field");
    }
    int start = at;
    while (at < text.length() && (text.charAt(at) == '.' || isLetterOrDigit(text.charAt(at)))) {
      at++;
    }
    String name = text.substring(start, at);
    IntrinsicFunction function = IntrinsicFunction.named(name);
    expect('(');
    List<Expression> arguments = new ArrayList<>();
    skipSpace();
    if (peek() != ')') {
      do {
        arguments.add(argument());
        skipSpace();
      } while (accept(','));
    }
    expect(')');
    function.checkArity(arguments.size());
    return new Intrinsic(text.substring(start, at), function, arguments);
  }

  private Expression argument() {
    skipSpace();
    char c = peek();
    if (c == '\'') {
      return string();
    }
    if (c == '$') {
      return Path.compile(pathText());
    }
    if (text.startsWith("States.", at)) {
      return call();
    }
    return new Expression.Constant(literal());
  }

  private Expression string() {
    StringBuilder out = new StringBuilder();
    int start = at++;
    boolean open = false;
    while (at < text.length() && text.charAt(at) != '\'') {
      char c = text.charAt(at);
      if (c == '\\' && at + 1 < text.length()) {
        at++;
        c = text.charAt(at);
        if (c == '{' || c == '}') {
          out.append('\\'); // left for States.Format, which tells \{ from {
        }
        open |= ESCAPED.indexOf(c) < 0;
      }
      out.append(c);
      at++;
    }
    if (at >= text.length()) {
      throw problem("the closing '");
    }
    at++;
    return open
        ? new OpenEscape(text.substring(start, at))
        : new Expression.Constant(JsonNodeFactory.instance.textNode(out.toString()));
  }

  /// A string where a backslash escapes nothing. (AWS: "If an open escape backslash is found in the
  /// intrinsic invocation string, the interpreter will return a runtime error": it is no error of
  /// the definition.)
  private record OpenEscape(String source) implements Expression.Query {
    @Override
    public JsonNode evaluate(Scope scope) {
      throw new IllegalArgumentException(
          "the string " + source + " has a backslash that escapes nothing");
    }

    @Override
    public Set<String> variables() {
      return Set.of();
    }
  }

  /// A path ends at the next comma or parenthesis outside brackets and quotes.
  private String pathText() {
    int start = at;
    int depth = 0;
    char quote = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (quote != 0) {
        quote = c == quote ? 0 : quote;
      } else if (c == '\'' || c == '"') {
        quote = c;
      } else if (c == '[' || c == '(') {
        depth++;
      } else if (depth > 0 && (c == ']' || c == ')')) {
        depth--;
      } else if (depth == 0 && (c == ',' || c == ')' || c == ' ')) {
        break;
      }
      at++;
    }
    return text.substring(start, at);
  }

  private JsonNode literal() {
    int start = at;
    while (at < text.length() && ",) ".indexOf(text.charAt(at)) < 0) {
      at++;
    }
    String word = text.substring(start, at);
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    switch (word) {
      case "true":
        return nodes.booleanNode(true);
      case "false":
        return nodes.booleanNode(false);
      case "null":
        return nodes.nullNode();
      default:
        break;
    }
    if (word.matches("-?[0-9]{1,18}")) {
      long number = Long.parseLong(word);
      return number == (int) number ? nodes.numberNode((int) number) : nodes.numberNode(number);
    }
    try {
      return nodes.numberNode(new BigDecimal(word).doubleValue());
    } catch (NumberFormatException e) {
      at = start;
      throw problem("a string in single quotes, a number, a path or a function");
    }
  }

  private static boolean isLetterOrDigit(char c) {
    return c < 0x80 && Character.isLetterOrDigit(c);
  }

  private void skipSpace() {
    while (at < text.length() && text.charAt(at) == ' ') {
      at++;
    }
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private boolean accept(char c) {
    if (peek() == c) {
      at++;
      return true;
    }
    return false;
  }

  private void expect(char c) {
    skipSpace();
    if (!accept(c)) {
      throw problem("'" + c + "'");
    }
  }

  private IllegalArgumentException problem(String expected) {
    String found = at < text.length() ? "'" + text.substring(at) + "'" : "the end of the text";
    return new IllegalArgumentException(
        "intrinsic function: found " + found + " at offset " + at + ", expected " + expected);
  }
}
