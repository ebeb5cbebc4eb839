package dev.batchwright.states.query;

/// The patterns of `StringMatches`: `*` stands for any text, `\*` and `\\` for themselves.
public final class Glob {

  private Glob() {}

  /// Whether `text` as a whole matches `pattern`. Greedy, with one star to fall back to.
  ///
  /// @throws QueryException when a backslash of the pattern escapes nothing. (States Language
  ///   specification: "If an open escape backslash is found in the StringMatches string, the
  ///   interpreter will throw a runtime error")
  public static boolean matches(String pattern, String text) {
    checkEscapes(pattern);
    int p = 0;
    int t = 0;
    int star = -1;
    int mark = 0;
    while (t < text.length()) {
      boolean escaped = p + 1 < pattern.length() && pattern.charAt(p) == '\\';
      if (p < pattern.length() && pattern.charAt(p) == '*') {
        star = p++;
        mark = t;
      } else if (p < pattern.length() && pattern.charAt(escaped ? p + 1 : p) == text.charAt(t)) {
        p += escaped ? 2 : 1;
        t++;
      } else if (star >= 0) {
        p = star + 1;
        t = ++mark;
      } else {
        return false;
      }
    }
    while (p < pattern.length() && pattern.charAt(p) == '*') {
      p++;
    }
    return p == pattern.length();
  }

  private static void checkEscapes(String pattern) {
    for (int i = pattern.indexOf('\\'); i >= 0; i = pattern.indexOf('\\', i + 2)) {
      if (i + 1 == pattern.length() || "*\\".indexOf(pattern.charAt(i + 1)) < 0) {
        throw QueryException.runtime(
            "The pattern '"
                + pattern
                + "' of StringMatches has a backslash that escapes nothing, expected \\* or \\\\");
      }
    }
  }
}
