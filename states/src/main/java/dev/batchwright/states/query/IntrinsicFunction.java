package dev.batchwright.states.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.StringTokenizer;
import java.util.random.RandomGenerator;

/// The intrinsic functions of the JSONPath language.
enum IntrinsicFunction {
  ARRAY("States.Array", 0, Integer.MAX_VALUE),
  ARRAY_PARTITION("States.ArrayPartition", 2, 2),
  ARRAY_CONTAINS("States.ArrayContains", 2, 2),
  ARRAY_RANGE("States.ArrayRange", 3, 3),
  ARRAY_GET_ITEM("States.ArrayGetItem", 2, 2),
  ARRAY_LENGTH("States.ArrayLength", 1, 1),
  ARRAY_UNIQUE("States.ArrayUnique", 1, 1),
  BASE64_ENCODE("States.Base64Encode", 1, 1),
  BASE64_DECODE("States.Base64Decode", 1, 1),
  HASH("States.Hash", 2, 2),
  JSON_MERGE("States.JsonMerge", 3, 3),
  JSON_TO_STRING("States.JsonToString", 1, 1),
  STRING_TO_JSON("States.StringToJson", 1, 1),
  MATH_RANDOM("States.MathRandom", 2, 3),
  MATH_ADD("States.MathAdd", 2, 2),
  STRING_SPLIT("States.StringSplit", 2, 2),
  UUID("States.UUID", 0, 0),
  FORMAT("States.Format", 1, Integer.MAX_VALUE);

  /// Longest text of the encoding and hashing functions. (AWS: intrinsic functions reference.)
  private static final int MAX_TEXT = 10_000;

  private final String text;
  private final int minArguments;
  private final int maxArguments;

  IntrinsicFunction(String text, int minArguments, int maxArguments) {
    this.text = text;
    this.minArguments = minArguments;
    this.maxArguments = maxArguments;
  }

  static IntrinsicFunction named(String name) {
    for (IntrinsicFunction function : values()) {
      if (function.text.equals(name)) {
        return function;
      }
    }
    throw new IllegalArgumentException("no intrinsic function is named '" + name + "'");
  }

  void checkArity(int count) {
    if (count < minArguments || count > maxArguments) {
      String expected =
          minArguments == maxArguments
              ? String.valueOf(minArguments)
              : maxArguments == Integer.MAX_VALUE
                  ? minArguments + " or more"
                  : minArguments + " to " + maxArguments;
      throw new IllegalArgumentException(
          text + " has " + count + " arguments, expected " + expected);
    }
  }

  boolean makesText() {
    return switch (this) {
      case FORMAT, JSON_TO_STRING, ARRAY_GET_ITEM, BASE64_ENCODE, BASE64_DECODE, HASH, UUID -> true;
      case ARRAY,
          ARRAY_PARTITION,
          ARRAY_CONTAINS,
          ARRAY_RANGE,
          ARRAY_LENGTH,
          ARRAY_UNIQUE,
          JSON_MERGE,
          STRING_TO_JSON,
          MATH_RANDOM,
          MATH_ADD,
          STRING_SPLIT ->
          false;
    };
  }

  /// Calls the function.
  ///
  /// @throws IllegalArgumentException when an argument is not what the function takes
  /// @throws ArithmeticException when a sum or a part of it is outside the range of an int
  JsonNode apply(List<JsonNode> args, RandomGenerator random) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (this) {
      case ARRAY -> nodes.arrayNode().addAll(args);
      case ARRAY_PARTITION -> Arrays.partition(args.get(0), args.get(1));
      case ARRAY_CONTAINS -> nodes.booleanNode(contains(array(args, 0), args.get(1)));
      case ARRAY_RANGE -> Arrays.range(args.get(0), args.get(1), args.get(2));
      case ARRAY_GET_ITEM -> item(array(args, 0), integer(args, 1));
      case ARRAY_LENGTH -> nodes.numberNode(array(args, 0).size());
      case ARRAY_UNIQUE -> unique(array(args, 0));
      case BASE64_ENCODE ->
          nodes.textNode(
              Base64.getEncoder().encodeToString(limited(args).getBytes(StandardCharsets.UTF_8)));
      case BASE64_DECODE ->
          nodes.textNode(
              new String(Base64.getDecoder().decode(limited(args)), StandardCharsets.UTF_8));
      case HASH -> nodes.textNode(Hashes.hex(hashed(args.get(0)), string(args, 1)));
      case JSON_MERGE -> merge(args);
      case JSON_TO_STRING -> nodes.textNode(Json.text(args.get(0)));
      case STRING_TO_JSON -> parse(string(args, 0));
      case MATH_RANDOM -> nodes.numberNode(random(args, random));
      case MATH_ADD ->
          nodes.numberNode(
              Math.addExact(Math.toIntExact(integer(args, 0)), Math.toIntExact(integer(args, 1))));
      case STRING_SPLIT -> split(string(args, 0), string(args, 1));
      case UUID -> nodes.textNode(Uuids.random(random));
      case FORMAT -> nodes.textNode(Format.apply(string(args, 0), args.subList(1, args.size())));
    };
  }

  private static ArrayNode array(List<JsonNode> args, int index) {
    if (args.get(index) instanceof ArrayNode array) {
      return array;
    }
    throw new IllegalArgumentException(
        "argument " + (index + 1) + " is " + args.get(index) + ", expected an array");
  }

  private static String string(List<JsonNode> args, int index) {
    JsonNode node = args.get(index);
    if (node.isTextual()) {
      return node.textValue();
    }
    throw new IllegalArgumentException(
        "argument " + (index + 1) + " is " + node + ", expected a string");
  }

  private static long integer(List<JsonNode> args, int index) {
    JsonNode node = args.get(index);
    if (node.isNumber()) {
      return Math.round(node.doubleValue());
    }
    throw new IllegalArgumentException(
        "argument " + (index + 1) + " is " + node + ", expected a number");
  }

  private static String limited(List<JsonNode> args) {
    return limited(string(args, 0));
  }

  private static String limited(String value) {
    if (value.length() > MAX_TEXT) {
      throw new IllegalArgumentException(
          "the text has " + value.length() + " characters, at most " + MAX_TEXT + " are allowed");
    }
    return value;
  }

  private static String hashed(JsonNode node) {
    return limited(node.isTextual() ? node.textValue() : Json.text(node));
  }

  private static boolean contains(ArrayNode array, JsonNode wanted) {
    for (JsonNode element : array) {
      if (element.equals(wanted)) {
        return true;
      }
    }
    return false;
  }

  private static JsonNode item(ArrayNode array, long index) {
    if (index < 0 || index >= array.size()) {
      throw new IllegalArgumentException(
          "index " + index + " is outside [0, " + array.size() + ")");
    }
    return array.get((int) index);
  }

  private static JsonNode unique(ArrayNode array) {
    Set<JsonNode> seen = new LinkedHashSet<>();
    array.forEach(seen::add);
    return JsonNodeFactory.instance.arrayNode().addAll(seen);
  }

  private static JsonNode merge(List<JsonNode> args) {
    if (!args.get(0).isObject() || !args.get(1).isObject()) {
      throw new IllegalArgumentException("expected two objects to merge");
    }
    if (!args.get(2).isBoolean() || args.get(2).booleanValue()) {
      throw new IllegalArgumentException("only the shallow mode is supported: expected false");
    }
    ObjectNode merged = JsonNodeFactory.instance.objectNode();
    merged.setAll((ObjectNode) args.get(0));
    merged.setAll((ObjectNode) args.get(1));
    return merged;
  }

  private static JsonNode parse(String text) {
    try {
      return Json.parse(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not JSON: " + e.getOriginalMessage(), e);
    }
  }

  /// A number in `[start, end)`; with a seed, always the same one.
  private static long random(List<JsonNode> args, RandomGenerator random) {
    long start = integer(args, 0);
    long end = integer(args, 1);
    if (end <= start) {
      throw new IllegalArgumentException("the end " + end + " is not above the start " + start);
    }
    RandomGenerator source = args.size() == 3 ? new Random(integer(args, 2)) : random;
    return source.nextLong(start, end);
  }

  private static JsonNode split(String text, String delimiters) {
    ArrayNode parts = JsonNodeFactory.instance.arrayNode();
    var tokens = new StringTokenizer(text, delimiters);
    while (tokens.hasMoreTokens()) {
      parts.add(tokens.nextToken());
    }
    return parts;
  }
}
