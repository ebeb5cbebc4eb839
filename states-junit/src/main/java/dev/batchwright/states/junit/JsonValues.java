package dev.batchwright.states.junit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.query.Json;
import java.util.Objects;

/// JSON as tests write it: text, a tree, or a value that Jackson makes a tree of.
final class JsonValues {

  private static final int MAX_PAYLOAD_CHARS = 72;
  private static final int MAX_CAUSE_CHARS = 300;

  private JsonValues() {}

  /// A tree of what a test gave.
  ///
  /// @param value a String is JSON text, a JsonNode is itself, anything else is converted
  /// @throws IllegalArgumentException for text that is not JSON
  static JsonNode of(Object value) {
    Objects.requireNonNull(value, "a JSON value: give NullNode or the text \"null\" for null");
    if (value instanceof JsonNode node) {
      return node;
    }
    if (!(value instanceof String text)) {
      return Json.mapper().valueToTree(value);
    }
    try {
      return Json.parse(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "a String is read as JSON text, and this is none: "
              + e.getOriginalMessage()
              + "\n  "
              + text.strip()
              + "\nA JSON string needs its quotes: \"\\\"text\\\"\"",
          e);
    }
  }

  /// Whether two trees mean the same: the order of members and the spelling of numbers (`1`, `1.0`)
  /// make no difference.
  static boolean same(JsonNode left, JsonNode right) {
    return left.equals(JsonValues::compare, right);
  }

  private static int compare(JsonNode left, JsonNode right) {
    if (left.isNumber() && right.isNumber()) {
      return left.decimalValue().compareTo(right.decimalValue());
    }
    return left.equals(right) ? 0 : 1;
  }

  /// The start of a payload, enough to know it by.
  static String brief(JsonNode node) {
    return brief(node.toString(), MAX_PAYLOAD_CHARS);
  }

  /// The start of a cause, enough to understand it.
  static String cause(String text) {
    return brief(text, MAX_CAUSE_CHARS);
  }

  private static String brief(String text, int maxChars) {
    String line = text.replaceAll("\\s+", " ");
    return line.length() <= maxChars ? line : line.substring(0, maxChars - 1) + "…";
  }
}
