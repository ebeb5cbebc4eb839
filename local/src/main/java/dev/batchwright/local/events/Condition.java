package dev.batchwright.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.local.http.Json;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// What a pattern asks of one value of an event: a value itself, or one of EventBridge's comparison
/// operators.
sealed interface Condition
    permits AddressBlock,
        Condition.Exactly,
        Condition.Prefix,
        Condition.Suffix,
        Condition.EqualsIgnoreCase,
        Condition.Wildcard,
        Condition.Numeric,
        Condition.Exists,
        Condition.AnythingBut {
  /// Whether a value fits; where the event does not have the field, it is a missing node.
  boolean fits(JsonNode value);

  /// Reads an element of the list that a pattern has for a field.
  static Condition of(JsonNode text, String place) {
    if (text.isValueNode()) {
      return new Exactly(text);
    }
    if (!text.isObject() || text.size() != 1) {
      throw refused(place, text, "a value, or an object with one comparison operator");
    }
    Map.Entry<String, JsonNode> operator = text.properties().iterator().next();
    JsonNode operand = operator.getValue();
    String at = place + "." + operator.getKey();
    return switch (operator.getKey()) {
      case "prefix", "suffix" -> affix(operator.getKey(), operand, at);
      case "equals-ignore-case" -> new EqualsIgnoreCase(text(operand, at));
      case "wildcard" -> new Wildcard(Wildcard.compile(text(operand, at), at));
      case "numeric" -> Numeric.of(operand, at);
      case "cidr" -> AddressBlock.of(text(operand, at), at);
      case "exists" -> {
        if (!operand.isBoolean()) {
          throw refused(at, operand, "true or false");
        }
        yield new Exists(operand.asBoolean());
      }
      case "anything-but" -> new AnythingBut(excluded(operand, at));
      default ->
          throw refused(
              at,
              operand,
              "one of the operators anything-but, prefix, suffix, equals-ignore-case, wildcard,"
                  + " numeric, cidr, exists");
    };
  }

  static IllegalArgumentException refused(String place, JsonNode value, String expected) {
    return new IllegalArgumentException(
        "event pattern at " + place + ": " + value + "; expected " + expected);
  }

  private static Condition affix(String operator, JsonNode operand, String place) {
    boolean ignoreCase = operand.isObject();
    String text =
        ignoreCase ? text(operand.path("equals-ignore-case"), place) : text(operand, place);
    return operator.equals("prefix") ? new Prefix(text, ignoreCase) : new Suffix(text, ignoreCase);
  }

  /// What `anything-but` excludes: values, or one operator with a text or several.
  private static List<Condition> excluded(JsonNode operand, String place) {
    if (operand.isObject() && operand.size() == 1) {
      Map.Entry<String, JsonNode> operator = operand.properties().iterator().next();
      if (!List.of("prefix", "suffix", "equals-ignore-case", "wildcard")
          .contains(operator.getKey())) {
        throw refused(place, operand, "prefix, suffix, equals-ignore-case or wildcard");
      }
      return elements(operator.getValue())
          .map(e -> of(Json.object().set(operator.getKey(), e), place))
          .toList();
    }
    List<Condition> excluded = new ArrayList<>();
    elements(operand)
        .forEach(e -> {
          if (!e.isTextual() && !e.isNumber()) {
            throw refused(place, e, "texts or numbers");
          }
          excluded.add(new Exactly(e));
        });
    return excluded;
  }

  private static Stream<JsonNode> elements(JsonNode operand) {
    List<JsonNode> elements = new ArrayList<>();
    if (operand.isArray()) {
      operand.forEach(elements::add);
    } else {
      elements.add(operand);
    }
    return elements.stream();
  }

  private static String text(JsonNode operand, String place) {
    if (!operand.isTextual()) {
      throw refused(place, operand, "a text");
    }
    return operand.asText();
  }

  private static String folded(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /// This value; numbers have to be written the same way: 300 is not 3.0e2.
  record Exactly(JsonNode expected) implements Condition {
    @Override
    public boolean fits(JsonNode value) {
      return value.isNumber() && expected.isNumber()
          ? value.asText().equals(expected.asText())
          : value.equals(expected);
    }
  }

  /// A text that begins so.
  record Prefix(String text, boolean ignoreCase) implements Condition {
    @Override
    public boolean fits(JsonNode value) {
      return value.isTextual()
          && (ignoreCase
              ? folded(value.asText()).startsWith(folded(text))
              : value.asText().startsWith(text));
    }
  }

  /// A text that ends so.
  record Suffix(String text, boolean ignoreCase) implements Condition {
    @Override
    public boolean fits(JsonNode value) {
      return value.isTextual()
          && (ignoreCase
              ? folded(value.asText()).endsWith(folded(text))
              : value.asText().endsWith(text));
    }
  }

  /// This text in any case.
  record EqualsIgnoreCase(String text) implements Condition {
    @Override
    public boolean fits(JsonNode value) {
      return value.isTextual() && folded(value.asText()).equals(folded(text));
    }
  }

  /// A text of this form.
  record Wildcard(Pattern form) implements Condition {
    @Override
    public boolean fits(JsonNode value) {
      return value.isTextual() && form.matcher(value.asText()).matches();
    }

    /// `*` is any number of characters, `\*` and `\\` are the characters themselves.
    private static Pattern compile(String text, String place) {
      if (text.contains("**")) {
        throw new IllegalArgumentException(
            "event pattern at " + place + ": '" + text + "' has ** in it; expected one * in a row");
      }
      StringBuilder form = new StringBuilder();
      for (int i = 0; i < text.length(); i++) {
        char c = text.charAt(i);
        if (c == '*') {
          form.append(".*");
        } else {
          boolean escaped = c == '\\' && i + 1 < text.length();
          form.append(Pattern.quote(String.valueOf(escaped ? text.charAt(++i) : c)));
        }
      }
      return Pattern.compile(form.toString(), Pattern.DOTALL);
    }
  }

  /// A number within bounds.
  record Numeric(List<Bound> bounds) implements Condition {
    private record Bound(String operator, BigDecimal limit) {
      boolean holds(BigDecimal value) {
        int order = value.compareTo(limit);
        return switch (operator) {
          case "=" -> order == 0;
          case "<" -> order < 0;
          case "<=" -> order <= 0;
          case ">" -> order > 0;
          default -> order >= 0;
        };
      }
    }

    private static Numeric of(JsonNode operand, String place) {
      List<Bound> bounds = new ArrayList<>();
      for (int i = 0; i + 1 < operand.size(); i += 2) {
        String operator = operand.path(i).asText();
        if (!List.of("=", "<", "<=", ">", ">=").contains(operator)
            || !operand.path(i + 1).isNumber()) {
          break;
        }
        bounds.add(new Bound(operator, operand.path(i + 1).decimalValue()));
      }
      if (bounds.isEmpty() || bounds.size() > 2 || bounds.size() * 2 != operand.size()) {
        throw refused(place, operand, "one or two bounds, such as [\">\", 0, \"<=\", 5]");
      }
      return new Numeric(bounds);
    }

    @Override
    public boolean fits(JsonNode value) {
      return value.isNumber() && bounds.stream().allMatch(b -> b.holds(value.decimalValue()));
    }
  }

  /// Whether the field is there. Objects do not count: the operator is about values.
  record Exists(boolean expected) implements Condition {
    @Override
    public boolean fits(JsonNode value) {
      return expected == (value.isValueNode() || value.isArray());
    }
  }

  /// A value that is there and fits none of these.
  record AnythingBut(List<Condition> excluded) implements Condition {
    @Override
    public boolean fits(JsonNode value) {
      return value.isValueNode() && excluded.stream().noneMatch(e -> e.fits(value));
    }
  }
}
