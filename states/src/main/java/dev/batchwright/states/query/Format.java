package dev.batchwright.states.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;

/// `States.Format`: every `{}` is replaced by the next argument; `\{` and `\}` are plain braces.
final class Format {

  private Format() {}

  static String apply(String template, List<JsonNode> values) {
    StringBuilder out = new StringBuilder();
    int used = 0;
    for (int i = 0; i < template.length(); i++) {
      char c = template.charAt(i);
      if (c == '\\' && i + 1 < template.length() && isBrace(template.charAt(i + 1))) {
        out.append(template.charAt(++i));
      } else if (c == '{' && i + 1 < template.length() && template.charAt(i + 1) == '}') {
        if (used >= values.size()) {
          throw new IllegalArgumentException(
              "the template has more {} than the " + values.size() + " values");
        }
        JsonNode value = values.get(used++);
        out.append(value.isTextual() ? value.textValue() : Json.text(value));
        i++;
      } else if (isBrace(c)) {
        throw new IllegalArgumentException("a single " + c + " has to be written \\" + c);
      } else {
        out.append(c);
      }
    }
    if (used < values.size()) {
      throw new IllegalArgumentException(
          "the template has " + used + " {} for " + values.size() + " values");
    }
    return out.toString();
  }

  private static boolean isBrace(char c) {
    return c == '{' || c == '}';
  }
}
