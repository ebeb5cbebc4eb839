package dev.batchwright.batch.formats;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/// Where the fields of the current row lie in the reader's buffer. One object serves all rows; a
/// reader fills it, evaluators look at it. Its members are open because this is the innermost loop.
public final class Fields {

  /// The text as it stands.
  public static final byte PLAIN = 0;

  /// No value: a JSON member that is not there, or null.
  public static final byte ABSENT = 1;

  /// The text as it stands, from between quotes: never a missing value.
  public static final byte QUOTED = 2;

  /// From between quotes, with doubled quotes in it.
  public static final byte DOUBLED = 3;

  /// A JSON string with escapes in it.
  public static final byte ESCAPED = 4;

  /// A JSON number, `true`, `false`, object or array, as it stands.
  public static final byte JSON = 5;

  /// More fields than this in one row are counted, but not looked at.
  static final int MAX_COUNT = 1 << 16;

  byte[] bytes = new byte[0];
  int[] start = new int[16];
  int[] end = new int[16];
  byte[] kind = new byte[16];
  byte quote = '"';
  private byte[][] missing = {};
  private boolean onlyEmptyIsMissing;

  void missing(List<String> texts) {
    missing = texts.stream().map(it -> it.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    onlyEmptyIsMissing = missing.length == 1 && missing[0].length == 0;
  }

  void grow() {
    int size = start.length * 2;
    start = Arrays.copyOf(start, size);
    end = Arrays.copyOf(end, size);
    kind = Arrays.copyOf(kind, size);
  }

  /// The buffer that the fields lie in.
  public byte[] bytes() {
    return bytes;
  }

  /// First byte of the field.
  public int start(int field) {
    return start[field];
  }

  /// One past the last byte of the field.
  public int end(int field) {
    return end[field];
  }

  /// How the field is written: one of the constants.
  public byte kind(int field) {
    return kind[field];
  }

  /// Whether the field's value is missing.
  public boolean isMissing(int field) {
    byte how = kind[field];
    if (how != PLAIN) {
      return how == ABSENT;
    }
    return isMissingText(start[field], end[field]);
  }

  boolean hasMissingTexts() {
    return !onlyEmptyIsMissing && missing.length > 0;
  }

  /// Whether a text that is not quoted stands for a missing value.
  boolean isMissingText(int from, int to) {
    if (onlyEmptyIsMissing) {
      return from == to;
    }
    for (byte[] text : missing) {
      if (text.length == to - from && Arrays.equals(text, 0, text.length, bytes, from, to)) {
        return true;
      }
    }
    return false;
  }

  /// Writes the text of a field whose kind is [#DOUBLED] or [#ESCAPED] to `out`.
  public void decode(int field, ByteBuilder out) {
    if (kind[field] == ESCAPED) {
      JsonText.unescape(bytes, start[field], end[field], out);
      return;
    }
    for (int i = start[field]; i < end[field]; i++) {
      out.put(bytes[i]);
      if (bytes[i] == quote) {
        i++;
      }
    }
  }

  /// The field's text as a string; for messages and headers, not for the row path.
  public String text(int field) {
    if (kind[field] == DOUBLED || kind[field] == ESCAPED) {
      ByteBuilder decoded = new ByteBuilder(end[field] - start[field]);
      decode(field, decoded);
      return decoded.toString();
    }
    return new String(bytes, start[field], end[field] - start[field], StandardCharsets.UTF_8);
  }
}
