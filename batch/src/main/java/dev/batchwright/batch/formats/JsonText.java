package dev.batchwright.batch.formats;

import java.nio.charset.StandardCharsets;

/// Escapes of JSON strings (RFC 8259, section 7), in and out.
final class JsonText {

  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

  private JsonText() {}

  /// Writes the text of the valid string body `bytes[start, end)`; half of a surrogate pair without
  /// its other half becomes U+FFFD.
  static void unescape(byte[] bytes, int start, int end, ByteBuilder out) {
    int i = start;
    while (i < end) {
      byte b = bytes[i];
      if (b != '\\') {
        out.put(b);
        i++;
        continue;
      }
      byte escape = bytes[i + 1];
      i += 2;
      if (escape == 'u') {
        i = unescapeUnicode(bytes, i, end, out);
      } else {
        out.put(
            switch (escape) {
              case 'n' -> '\n';
              case 't' -> '\t';
              case 'r' -> '\r';
              case 'b' -> '\b';
              case 'f' -> '\f';
              default -> escape;
            });
      }
    }
  }

  private static int unescapeUnicode(byte[] bytes, int digits, int end, ByteBuilder out) {
    int unit = hex(bytes, digits);
    int after = digits + 4;
    boolean pair =
        Character.isHighSurrogate((char) unit)
            && after + 6 <= end
            && bytes[after] == '\\'
            && bytes[after + 1] == 'u'
            && Character.isLowSurrogate((char) hex(bytes, after + 2));
    if (pair) {
      putCodePoint(Character.toCodePoint((char) unit, (char) hex(bytes, after + 2)), out);
      return after + 6;
    }
    putCodePoint(Character.isSurrogate((char) unit) ? 0xFFFD : unit, out);
    return after;
  }

  private static int hex(byte[] bytes, int from) {
    int value = 0;
    for (int i = from; i < from + 4; i++) {
      value = value << 4 | Character.digit(bytes[i], 16);
    }
    return value;
  }

  private static void putCodePoint(int point, ByteBuilder out) {
    if (point < 0x80) {
      out.put(point);
    } else if (point < 0x800) {
      out.put(0xC0 | point >> 6);
      out.put(0x80 | point & 0x3F);
    } else if (point < 0x10000) {
      out.put(0xE0 | point >> 12);
      out.put(0x80 | point >> 6 & 0x3F);
      out.put(0x80 | point & 0x3F);
    } else {
      out.put(0xF0 | point >> 18);
      out.put(0x80 | point >> 12 & 0x3F);
      out.put(0x80 | point >> 6 & 0x3F);
      out.put(0x80 | point & 0x3F);
    }
  }

  /// Writes a string with its quotes.
  static void quote(byte[] bytes, int start, int end, ByteBuilder out) {
    out.put('"');
    int from = start;
    for (int i = start; i < end; i++) {
      byte b = bytes[i];
      if (b >= 0x20 && b != '"' && b != '\\' || b < 0) {
        continue;
      }
      out.put(bytes, from, i);
      from = i + 1;
      escape(b, out);
    }
    out.put(bytes, from, end);
    out.put('"');
  }

  private static void escape(byte b, ByteBuilder out) {
    out.put('\\');
    switch (b) {
      case '"', '\\' -> out.put(b);
      case '\n' -> out.put('n');
      case '\r' -> out.put('r');
      case '\t' -> out.put('t');
      default -> {
        out.put('u');
        out.put('0');
        out.put('0');
        out.put(HEX[b >> 4]);
        out.put(HEX[b & 15]);
      }
    }
  }
}
