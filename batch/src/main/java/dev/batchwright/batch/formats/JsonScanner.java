package dev.batchwright.batch.formats;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Checks one JSON object (RFC 8259) and notes where the members that are asked for lie. Builds no
/// tree and makes no objects: one pass over the bytes, by recursive descent with a depth limit.
final class JsonScanner {

  /// Deeper nesting is refused: a row is not a program for our stack.
  static final int MAX_DEPTH = 256;

  private final Fields fields;
  private final ByteBuilder key = new ByteBuilder(64);
  private byte[] bytes = {};
  private int end;
  private int at;
  private String problem = "";

  JsonScanner(Fields fields) {
    this.fields = fields;
  }

  /// Scans the row `source[from, to)`.
  ///
  /// @return what is wrong, with [#at()] saying where; empty where all is well
  String scan(byte[] source, int from, int to, JsonPaths paths, int fieldCount) {
    bytes = source;
    at = from;
    end = to;
    problem = "";
    Arrays.fill(fields.kind, 0, fieldCount, Fields.ABSENT);
    space();
    if (at >= end || bytes[at] != '{') {
      return "expected a JSON object, which starts with '{'";
    }
    if (!object(paths, 1)) {
      return problem;
    }
    space();
    return at == end ? "" : "text after the JSON object; expected one object a line";
  }

  int at() {
    return at;
  }

  private boolean fail(String what) {
    if (problem.isEmpty()) {
      problem = what;
    }
    return false;
  }

  private void space() {
    while (at < end && (bytes[at] == ' ' || bytes[at] == '\t' || bytes[at] == '\r')) {
      at++;
    }
  }

  private boolean take(char c) {
    space();
    if (at < end && bytes[at] == c) {
      at++;
      return true;
    }
    return false;
  }

  private boolean object(@Nullable JsonPaths paths, int depth) {
    at++;
    if (depth > MAX_DEPTH) {
      return fail("JSON is nested more than " + MAX_DEPTH + " deep");
    }
    if (take('}')) {
      return true;
    }
    do {
      space();
      JsonPaths place = member(paths);
      if (!problem.isEmpty() || !take(':')) {
        return fail("expected ':' after a member's name");
      }
      space();
      if (!value(place, depth)) {
        return false;
      }
    } while (take(','));
    return take('}') || fail("expected ',' or '}' in an object");
  }

  /// Reads a member's name.
  private @Nullable JsonPaths member(@Nullable JsonPaths paths) {
    if (at >= end || bytes[at] != '"') {
      fail("expected a member's name in double quotes");
      return null;
    }
    int start = at + 1;
    boolean escaped = string();
    if (!problem.isEmpty() || paths == null) {
      return null;
    }
    if (!escaped) {
      return paths.child(bytes, start, at - 1);
    }
    key.truncate(0);
    JsonText.unescape(bytes, start, at - 1, key);
    return paths.child(key.array(), 0, key.length());
  }

  private boolean value(@Nullable JsonPaths place, int depth) {
    if (at >= end) {
      return fail("the row ends where a value is expected");
    }
    int start = at;
    byte first = bytes[at];
    switch (first) {
      case '"' -> {
        boolean escaped = string();
        note(place, start + 1, at - 1, escaped ? Fields.ESCAPED : Fields.QUOTED);
      }
      case '{' -> {
        if (object(place != null && place.hasChildren() ? place : null, depth + 1)) {
          note(place, start, at, Fields.JSON);
        }
      }
      case '[' -> {
        if (array(depth + 1)) {
          note(place, start, at, Fields.JSON);
        }
      }
      case 't' -> literal("true", place, Fields.JSON);
      case 'f' -> literal("false", place, Fields.JSON);
      case 'n' -> literal("null", place, Fields.ABSENT);
      default -> {
        number();
        note(place, start, at, Fields.JSON);
      }
    }
    return problem.isEmpty();
  }

  private void note(@Nullable JsonPaths place, int start, int valueEnd, byte kind) {
    if (place != null && place.field() >= 0 && problem.isEmpty()) {
      fields.start[place.field()] = start;
      fields.end[place.field()] = valueEnd;
      fields.kind[place.field()] = kind;
    }
  }

  private boolean array(int depth) {
    at++;
    if (depth > MAX_DEPTH) {
      return fail("JSON is nested more than " + MAX_DEPTH + " deep");
    }
    if (take(']')) {
      return true;
    }
    do {
      space();
      if (!value(null, depth)) {
        return false;
      }
    } while (take(','));
    return take(']') || fail("expected ',' or ']' in an array");
  }

  private void literal(String word, @Nullable JsonPaths place, byte kind) {
    int start = at;
    for (int i = 0; i < word.length(); i++) {
      if (at >= end || bytes[at] != word.charAt(i)) {
        fail("expected " + word);
        return;
      }
      at++;
    }
    note(place, start, at, kind);
  }

  /// Moves past a string, quotes included.
  ///
  /// @return whether there are escapes in it
  private boolean string() {
    boolean escaped = false;
    at++;
    while (at < end) {
      byte b = bytes[at++];
      if (b == '"') {
        return escaped;
      }
      if (b == '\\') {
        escaped = true;
        if (!escape()) {
          return true;
        }
      } else if (b >= 0 && b < 0x20) {
        at--;
        fail("a control character in a string; expected it escaped");
        return escaped;
      }
    }
    fail("a string is not closed before the end of the line");
    return escaped;
  }

  private boolean escape() {
    byte b = at < end ? bytes[at++] : 0;
    if (b == 'u') {
      for (int i = 0; i < 4; i++, at++) {
        if (at >= end || Character.digit(bytes[at], 16) < 0) {
          return fail("expected four hexadecimal digits after \\u");
        }
      }
      return true;
    }
    return "\"\\/bfnrt".indexOf(b) >= 0 || fail("an escape that JSON does not have");
  }

  private void number() {
    if (at < end && bytes[at] == '-') {
      at++;
    }
    if (at < end && bytes[at] == '0') {
      at++;
    } else if (!digits()) {
      fail("expected a value");
      return;
    }
    if (at < end && bytes[at] == '.') {
      at++;
      if (!digits()) {
        fail("expected digits after the point of a number");
      }
    }
    if (at < end && (bytes[at] | 0x20) == 'e') {
      at++;
      if (at < end && (bytes[at] == '+' || bytes[at] == '-')) {
        at++;
      }
      if (!digits()) {
        fail("expected digits in the exponent of a number");
      }
    }
  }

  private boolean digits() {
    int start = at;
    while (at < end && bytes[at] >= '0' && bytes[at] <= '9') {
      at++;
    }
    return at > start;
  }
}
