package dev.batchwright.states.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Writes trees as compact text, and tells how long that is without writing it: every state that is
/// left is measured, and the buffers and layers of a general writer were most of what an execution
/// allocated. The text is to the letter what Jackson's `JsonNode#toString` gives.
final class JsonText {

  private static final char[] HEX = "0123456789ABCDEF".toCharArray();

  private JsonText() {}

  static void write(JsonNode node, StringBuilder out) {
    switch (node) {
      case ObjectNode object -> {
        char before = '{';
        for (Map.Entry<String, JsonNode> member : object.properties()) {
          out.append(before);
          write(member.getKey(), out);
          out.append(':');
          write(member.getValue(), out);
          before = ',';
        }
        out.append(before == '{' ? "{}" : "}");
      }
      case ArrayNode array -> {
        out.append('[');
        for (int i = 0; i < array.size(); i++) {
          if (i > 0) {
            out.append(',');
          }
          write(array.get(i), out);
        }
        out.append(']');
      }
      default -> {
        switch (node.getNodeType()) {
          case STRING -> write(node.textValue(), out);
          case BOOLEAN, NULL -> out.append(node.asText());
          default -> {
            if (node.isInt() || node.isLong()) {
              out.append(node.longValue());
            } else {
              out.append(node);
            }
          }
        }
      }
    }
  }

  private static void write(String text, StringBuilder out) {
    out.append('"');
    int written = 0;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ' || c == '"' || c == '\\') {
        out.append(text, written, i);
        written = i + 1;
        escape(c, out);
      }
    }
    out.append(text, written, text.length()).append('"');
  }

  private static void escape(char c, StringBuilder out) {
    out.append('\\');
    switch (c) {
      case '"', '\\' -> out.append(c);
      case '\b' -> out.append('b');
      case '\t' -> out.append('t');
      case '\n' -> out.append('n');
      case '\f' -> out.append('f');
      case '\r' -> out.append('r');
      default -> out.append("u00").append(HEX[c >> 4]).append(HEX[c & 0xf]);
    }
  }

  /// Bytes of the text in UTF-8.
  static long sizeBytes(JsonNode node) {
    return switch (node) {
      case ObjectNode object -> {
        long size = 1 + Math.max(1, object.size()); // braces and commas
        for (Map.Entry<String, JsonNode> member : object.properties()) {
          size += sizeBytes(member.getKey()) + 1 + sizeBytes(member.getValue());
        }
        yield size;
      }
      case ArrayNode array -> {
        long size = 1 + Math.max(1, array.size()); // brackets and commas
        for (int i = 0; i < array.size(); i++) {
          size += sizeBytes(array.get(i));
        }
        yield size;
      }
      default ->
          switch (node.getNodeType()) {
            case STRING -> sizeBytes(node.textValue());
            case BOOLEAN -> node.booleanValue() ? 4 : 5;
            case NULL -> 4;
            default ->
                node.isInt() || node.isLong()
                    ? digits(node.longValue())
                    : node.toString().getBytes(StandardCharsets.UTF_8).length;
          };
    };
  }

  private static int digits(long value) {
    if (value == Long.MIN_VALUE) {
      return 20;
    }
    int digits = value < 0 ? 2 : 1;
    for (long rest = Math.abs(value); rest >= 10; rest /= 10) {
      digits++;
    }
    return digits;
  }

  private static long sizeBytes(String text) {
    long size = 2L + text.length();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c < ' ') {
        size += c == '\b' || c == '\t' || c == '\n' || c == '\f' || c == '\r' ? 1 : 5;
      } else if (c == '"' || c == '\\') {
        size++;
      } else if (c >= 0x80) {
        if (Character.isHighSurrogate(c)
            && i + 1 < text.length()
            && Character.isLowSurrogate(text.charAt(i + 1))) {
          size += 2; // four bytes for two characters
          i++;
        } else if (!Character.isSurrogate(c)) {
          size += c < 0x800 ? 1 : 2;
        }
      }
    }
    return size;
  }
}
