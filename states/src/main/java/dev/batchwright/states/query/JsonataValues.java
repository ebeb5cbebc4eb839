package dev.batchwright.states.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Converts between JSON trees and the maps, lists and boxes that the JSONata evaluator works on.
final class JsonataValues {

  /// Above this, a double holds no exact integers.
  private static final double MAX_EXACT = 9_007_199_254_740_992.0;

  private JsonataValues() {}

  /// A JSON tree as JSONata sees it. A null at the top is JSONata's null, not undefined.
  static Object toJsonata(JsonNode node) {
    Object value = member(node);
    return value == null ? com.dashjoin.jsonata.Jsonata.NULL_VALUE : value;
  }

  private static @Nullable Object member(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        node.properties().forEach(entry -> map.put(entry.getKey(), member(entry.getValue())));
        yield map;
      }
      case ARRAY -> {
        List<@Nullable Object> list = new ArrayList<>(node.size());
        node.forEach(element -> list.add(member(element)));
        yield list;
      }
      case STRING -> node.textValue();
      case BOOLEAN -> node.booleanValue();
      case NUMBER -> number(node);
      case NULL, MISSING -> null;
      case BINARY, POJO -> node.asText();
    };
  }

  private static Object number(JsonNode node) {
    if (node.isIntegralNumber()) {
      if (node.canConvertToInt()) {
        return node.intValue();
      }
      if (node.canConvertToLong()) {
        return node.longValue();
      }
    }
    return node.doubleValue();
  }

  /// A result as JSON.
  ///
  /// @throws IllegalArgumentException for functions and numbers that JSON does not have
  static JsonNode fromJsonata(@Nullable Object value) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (value) {
      case null -> nodes.nullNode();
      case String text -> nodes.textNode(text);
      case Boolean flag -> nodes.booleanNode(flag);
      case Integer number -> nodes.numberNode(number);
      case Long number -> nodes.numberNode(number);
      case Double number -> fromDouble(number);
      case BigDecimal number -> fromDouble(number.doubleValue());
      case BigInteger number -> nodes.numberNode(number);
      case Number number -> fromDouble(number.doubleValue());
      case Map<?, ?> map -> {
        ObjectNode object = nodes.objectNode();
        map.forEach((key, member) -> object.set(String.valueOf(key), fromJsonata(member)));
        yield object;
      }
      case List<?> list -> {
        ArrayNode array = nodes.arrayNode(list.size());
        list.forEach(element -> array.add(fromJsonata(element)));
        yield array;
      }
      default -> {
        if (value == com.dashjoin.jsonata.Jsonata.NULL_VALUE) {
          yield nodes.nullNode();
        }
        throw new IllegalArgumentException("a function cannot be a value of a state");
      }
    };
  }

  private static JsonNode fromDouble(double number) {
    if (Double.isNaN(number) || Double.isInfinite(number)) {
      throw new IllegalArgumentException("the number is " + number);
    }
    if (number == Math.rint(number) && Math.abs(number) < MAX_EXACT) {
      return JsonNodeFactory.instance.numberNode((long) number);
    }
    return JsonNodeFactory.instance.numberNode(number);
  }
}
