package dev.batchwright.states.query;

/// The text of a JSONata expression, as far as it has to be understood before it is parsed.
final class JsonataSource {

  /// Where one of these stands before it, a slash starts a regular expression and divides nothing.
  private static final String BEFORE_PATTERN = "([{,;:?=!<>~&|+-*%^";

  private JsonataSource() {}

  /// The text without string literals, quoted names, comments and regular expressions: what these
  /// mention, the expression does not read.
  static String code(String source) {
    StringBuilder code = new StringBuilder(source.length());
    char last = '(';
    int at = 0;
    while (at < source.length()) {
      char c = source.charAt(at);
      int end = skipped(source, at, last);
      if (end > at) {
        code.append(' ');
        last = source.startsWith("/*", at) ? last : 'x';
        at = end;
      } else {
        code.append(c);
        last = Character.isWhitespace(c) ? last : c;
        at++;
      }
    }
    return code.toString();
  }

  /// The end of what starts here and is not code, or `at` when code does.
  private static int skipped(String source, int at, char last) {
    char c = source.charAt(at);
    if (source.startsWith("/*", at)) {
      int end = source.indexOf("*/", at + 2);
      return end < 0 ? source.length() : end + 2;
    }
    if (c == '"' || c == '\'' || c == '`' || (c == '/' && BEFORE_PATTERN.indexOf(last) >= 0)) {
      return closing(source, at, c);
    }
    return at;
  }

  private static int closing(String source, int start, char quote) {
    int at = start + 1;
    while (at < source.length() && source.charAt(at) != quote) {
      at += source.charAt(at) == '\\' && quote != '`' ? 2 : 1;
    }
    return Math.min(at + 1, source.length());
  }
}
