package dev.batchwright.states.query;

import com.dashjoin.jsonata.Jsonata.JFunction;
import com.dashjoin.jsonata.Jsonata.JFunctionCallable;
import com.dashjoin.jsonata.utils.DateTimeUtils;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.LongNode;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The functions that Step Functions adds to JSONata, and those of JSONata that need the engine's
/// own clock.
final class JsonataFunctions {

  /// Names that are functions here, and so never variables.
  static final Set<String> NAMES =
      Set.of("partition", "range", "hash", "random", "uuid", "parse", "now", "millis", "eval");

  private JsonataFunctions() {}

  /// A function for one evaluation.
  static JFunction named(String name, Scope.Surroundings surroundings) {
    return switch (name) {
      case "partition" ->
          function("<an:a>", args -> plain(Arrays.partition(json(args, 0), down(args, 1))));
      case "range" ->
          function(
              "<nnn:a>", args -> plain(Arrays.range(down(args, 0), down(args, 1), down(args, 2))));
      case "hash" -> function("<ss:s>", args -> Hashes.hex(text(args, 0), text(args, 1)));
      case "random" ->
          function(
              "<n?:n>",
              args ->
                  args.isEmpty() || args.get(0) == null
                      ? (Object) surroundings.random().nextDouble()
                      : new Random(((Number) args.get(0)).longValue()).nextDouble());
      case "eval" ->
          function(
              "<s:x>",
              _ -> {
                throw new IllegalArgumentException("$eval is not supported; use $parse");
              });
      case "uuid" -> function("<:s>", _ -> Uuids.random(surroundings.random()));
      case "parse" -> function("<s:x>", args -> parse(text(args, 0)));
      case "millis" -> function("<:n>", _ -> surroundings.clock().get().toEpochMilli());
      case "now" ->
          function(
              "<s?s?:s>",
              args ->
                  DateTimeUtils.formatDateTime(
                      surroundings.clock().get().toEpochMilli(),
                      optional(args, 0),
                      optional(args, 1)));
      default -> throw new IllegalArgumentException("no function " + name);
    };
  }

  private interface Body {
    @Nullable Object call(List<?> args);
  }

  private static JFunction function(String signature, Body body) {
    JFunctionCallable callable = (_, args) -> body.call(args == null ? List.of() : args);
    return new JFunction(callable, signature);
  }

  private static Object parse(String text) {
    try {
      return JsonataValues.toJsonata(Json.parse(text));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("$parse: not JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static Object plain(JsonNode node) {
    return JsonataValues.toJsonata(node);
  }

  private static JsonNode json(List<?> args, int index) {
    return JsonataValues.fromJsonata(index < args.size() ? args.get(index) : null);
  }

  /// A number rounded down. (AWS: built-in functions that require integers "will automatically
  /// round down any non-integer numbers provided", where the intrinsic ones of JSONPath take the
  /// nearest.)
  private static JsonNode down(List<?> args, int index) {
    JsonNode node = json(args, index);
    return LongNode.valueOf((long) Math.floor(node.doubleValue()));
  }

  private static String text(List<?> args, int index) {
    Object value = index < args.size() ? args.get(index) : null;
    if (value instanceof String text) {
      return text;
    }
    throw new IllegalArgumentException(
        "argument " + (index + 1) + " is " + value + ", expected a string");
  }

  private static @Nullable String optional(List<?> args, int index) {
    Object value = index < args.size() ? args.get(index) : null;
    return value == null ? null : value.toString();
  }
}
