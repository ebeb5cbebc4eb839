package dev.batchwright.job;

import dev.batchwright.batch.model.BadRequestException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A word, literal or sign of a condition that is written as text.
///
/// @param kind what it is
/// @param text its text, without quotes
/// @param position where it starts, the first character being 1
record Token(Kind kind, String text, int position) {

  enum Kind {
    NAME,
    QUOTED_NAME,
    TEXT,
    NUMBER,
    DATE,
    SIGN,
    END
  }

  /// Longest piece of a text that a message repeats, in characters.
  private static final int SHOWN = 200;

  /// Quoted texts are read possessively: without, each of their characters takes a frame of stack.
  private static final Pattern PATTERN =
      Pattern.compile(
          "(?<date>\\d{4}-\\d{2}-\\d{2})(?!\\w)"
              + "|(?<number>\\d+(\\.\\d+)?|\\.\\d+)"
              + "|(?<name>[\\p{L}_][\\p{L}\\p{N}_.]*)"
              + "|'(?<text>(?:[^']|'')*+)'"
              + "|\"(?<quoted>(?:[^\"]|\"\")*+)\""
              + "|(?<sign><=|>=|<>|!=|==|[-+*/=<>(),])");

  /// Whether it is this word, in any case, or this sign.
  boolean is(String word) {
    return (kind == Kind.NAME || kind == Kind.SIGN) && text.equalsIgnoreCase(word);
  }

  /// The token as messages name it.
  String shown() {
    return kind == Kind.END ? "its end" : "'" + shortened(text) + "'";
  }

  /// The text as messages repeat it.
  static String shortened(String text) {
    return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
  }

  /// The tokens of a text, the last one [Kind#END].
  static List<Token> of(String text) {
    List<Token> tokens = new ArrayList<>();
    Matcher matcher = PATTERN.matcher(text);
    int at = 0;
    while (true) {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      if (at == text.length()) {
        tokens.add(new Token(Kind.END, "", at + 1));
        return List.copyOf(tokens);
      }
      if (!matcher.find(at) || matcher.start() != at) {
        throw new BadRequestException(
            "condition \"%s\": cannot be read from character %d on: '%s'"
                .formatted(shortened(text), at + 1, shortened(text.substring(at))));
      }
      tokens.add(of(matcher, at + 1));
      at = matcher.end();
    }
  }

  private static Token of(Matcher matcher, int position) {
    if (matcher.group("date") != null) {
      return new Token(Kind.DATE, matcher.group("date"), position);
    }
    if (matcher.group("number") != null) {
      return new Token(Kind.NUMBER, matcher.group("number"), position);
    }
    if (matcher.group("name") != null) {
      return new Token(Kind.NAME, matcher.group("name"), position);
    }
    if (matcher.group("text") != null) {
      return new Token(Kind.TEXT, matcher.group("text").replace("''", "'"), position);
    }
    if (matcher.group("quoted") != null) {
      String name = matcher.group("quoted").replace("\"\"", "\"");
      return new Token(Kind.QUOTED_NAME, name, position);
    }
    return new Token(Kind.SIGN, matcher.group("sign"), position);
  }
}
