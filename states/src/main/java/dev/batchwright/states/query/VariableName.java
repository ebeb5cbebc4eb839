package dev.batchwright.states.query;

/// Names of variables: Unicode identifiers of at most 80 characters, an ID_Start and then
/// ID_Continue (UAX #31). So an underscore does not start one. (AWS: "Variable name syntax", Step
/// Functions developer guide; States Language specification, "State Machine Variables".)
public final class VariableName {

  /// Longest name, in Unicode characters.
  public static final int MAX_CHARS = 80;

  private VariableName() {}

  /// Whether a variable may have this name; that `states` is reserved is not looked at.
  public static boolean isValid(String name) {
    return !name.isEmpty()
        && name.codePointCount(0, name.length()) <= MAX_CHARS
        && Character.isUnicodeIdentifierStart(name.codePointAt(0))
        && end(name, 0) == name.length();
  }

  /// Where a name that begins at `start` ends, which is `start` when there is none.
  static int end(String text, int start) {
    int end = start;
    while (end < text.length() && isContinue(text.codePointAt(end))) {
      end += Character.charCount(text.codePointAt(end));
    }
    return end;
  }

  private static boolean isContinue(int c) {
    return Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
  }
}
