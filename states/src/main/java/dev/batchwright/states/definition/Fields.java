package dev.batchwright.states.definition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.batchwright.states.query.Expression;
import dev.batchwright.states.query.Jsonata;
import dev.batchwright.states.query.Path;
import dev.batchwright.states.query.Places;
import dev.batchwright.states.query.Templates;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// One JSON object of a definition while it is read: every field asked for is checked and
/// remembered, and at the end what nobody asked for is reported.
final class Fields {

  private final JsonNode object;
  private final String path;
  private final Context context;
  private final Set<String> known = new HashSet<>();

  private Fields(JsonNode object, String path, Context context) {
    this.object = object;
    this.path = path;
    this.context = context;
    known.add("Comment");
  }

  /// Starts to read an object; anything else is reported and reads as an empty one.
  static Fields of(JsonNode node, String path, Context context) {
    if (!node.isObject()) {
      context.report(path, "is " + shown(node) + ", expected an object");
      return new Fields(JsonNodeFactory.instance.objectNode(), path, context);
    }
    return new Fields(node, path, context);
  }

  /// The same object in another context.
  Fields in(Context other) {
    var fields = new Fields(object, path, other);
    fields.known.addAll(known);
    return fields;
  }

  Context context() {
    return context;
  }

  String path() {
    return path;
  }

  String pathOf(String name) {
    return Places.member(path, name);
  }

  boolean has(String name) {
    return object.has(name);
  }

  void report(String name, String message) {
    context.report(pathOf(name), message);
  }

  void report(Problem.Code code, String name, String message) {
    context.report(code, pathOf(name), message);
  }

  /// A field of any kind; JSON null counts as present.
  Optional<JsonNode> any(String name) {
    known.add(name);
    return Optional.ofNullable(object.get(name));
  }

  JsonNode required(String name, String expected) {
    return any(name)
        .orElseGet(() -> {
          context.report(path, "has no '" + name + "', expected " + expected);
          return JsonNodeFactory.instance.missingNode();
        });
  }

  Optional<String> text(String name) {
    Optional<JsonNode> node = any(name);
    if (node.isPresent() && !node.get().isTextual()) {
      report(name, "is " + shown(node.get()) + ", expected a string");
      return Optional.empty();
    }
    return node.map(JsonNode::textValue);
  }

  Optional<Boolean> flag(String name) {
    Optional<JsonNode> node = any(name);
    if (node.isPresent() && !node.get().isBoolean()) {
      report(name, "is " + shown(node.get()) + ", expected true or false");
      return Optional.empty();
    }
    return node.map(JsonNode::booleanValue);
  }

  /// One of several words, or empty when absent or wrong.
  Optional<String> word(String name, Set<String> words) {
    Optional<String> text = text(name);
    if (text.isPresent() && !words.contains(text.get())) {
      report(name, "is '" + text.get() + "', expected one of " + sorted(words));
      return Optional.empty();
    }
    return text;
  }

  /// A whole number in [min, max].
  Optional<Long> integer(String name, long min, long max) {
    return any(name).flatMap(node -> integer(name, node, min, max));
  }

  private Optional<Long> integer(String name, JsonNode node, long min, long max) {
    if (!node.isIntegralNumber() || !node.canConvertToLong()) {
      report(name, "is " + shown(node) + ", expected a whole number");
      return Optional.empty();
    }
    if (node.longValue() < min || node.longValue() > max) {
      report(name, "is " + node + ", expected a whole number of " + min + " to " + max);
      return Optional.empty();
    }
    return Optional.of(node.longValue());
  }

  /// A number that may be a literal, a `Path` field (JSONPath) or an expression (JSONata).
  Optional<Expression> number(String name, double min, double max, boolean whole) {
    String pathName = name + "Path";
    if (!context.isJsonata() && has(pathName)) {
      if (has(name)) {
        context.report(path, "has both '" + name + "' and '" + pathName + "', expected one");
        any(name);
      }
      return reference(pathName);
    }
    Optional<JsonNode> node = any(name);
    if (node.isEmpty()) {
      return Optional.empty();
    }
    JsonNode value = node.get();
    if (context.isJsonata() && value.isTextual()) {
      return expression(name);
    }
    if (!value.isNumber() || (whole && !value.isIntegralNumber() && !isWhole(value))) {
      String or = context.isJsonata() ? " or an expression between {% and %}" : "";
      report(
          name, "is " + shown(value) + ", expected a " + (whole ? "whole " : "") + "number" + or);
      return Optional.empty();
    }
    if (value.doubleValue() < min || value.doubleValue() > max) {
      report(name, "is " + value + ", expected a number of " + plain(min) + " to " + plain(max));
      return Optional.empty();
    }
    return Optional.of(new Expression.Constant(value));
  }

  private static boolean isWhole(JsonNode value) {
    return value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue());
  }

  private static String plain(double number) {
    return number == Math.rint(number) ? String.valueOf((long) number) : String.valueOf(number);
  }

  /// A JSONata expression that is the whole of the field.
  Optional<Expression> expression(String name) {
    return text(name)
        .flatMap(text -> compiled(name, text, it -> Jsonata.compile(it, name, Set.of())));
  }

  /// A path of the JSONPath language.
  Optional<Expression> path(String name) {
    return text(name).flatMap(text -> compiled(name, text, Path::compile));
  }

  /// A path that can name one place only.
  Optional<Expression> reference(String name) {
    return text(name)
        .flatMap(text -> compiled(name, text, Path::compile))
        .flatMap(found -> {
          if (!found.isReference()) {
            report(name, "is '" + found + "', expected a reference path of names and indexes only");
            return Optional.empty();
          }
          return Optional.of(found);
        });
  }

  /// A path or intrinsic function of the JSONPath language.
  Optional<Expression> pathOrIntrinsic(String name) {
    return text(name).flatMap(text -> compiled(name, text, Templates::pathOrIntrinsic));
  }

  <T, R> Optional<R> compiled(String name, T source, Function<T, ? extends R> compiler) {
    try {
      R made = compiler.apply(source);
      if (made instanceof Expression expression) {
        context.referenced(expression.variables());
      }
      return Optional.of(made);
    } catch (IllegalArgumentException e) {
      report(name, "is '" + source + "': " + e.getMessage());
      return Optional.empty();
    }
  }

  /// A payload template in the language of the context.
  Optional<Expression> template(String name) {
    return template(name, Set.of());
  }

  /// A payload template in the language of the context.
  ///
  /// @param sees what of `$states` there is beside the input and the context
  Optional<Expression> template(String name, Set<String> sees) {
    return any(name).map(node -> template(name, node, sees));
  }

  private Expression template(String name, JsonNode node, Set<String> sees) {
    var templates =
        new Templates((place, message) -> context.report(pathOf(name) + place, message), sees);
    Expression made =
        context.isJsonata() ? templates.jsonata(node, name) : templates.jsonPath(node);
    context.referenced(made.variables());
    return made;
  }

  /// An array of strings with at least one element.
  List<String> words(String name) {
    List<String> words = new ArrayList<>();
    any(name)
        .ifPresent(node -> {
          boolean fits = node.isArray() && !node.isEmpty();
          for (JsonNode element : node) {
            fits &= element.isTextual();
            words.add(element.asText());
          }
          if (!fits) {
            report(name, "is " + shown(node) + ", expected a non-empty array of strings");
          }
        });
    return words;
  }

  /// Fields that belong to the other query language.
  void forbid(String name, String instead) {
    if (has(name)) {
      known.add(name);
      report(
          name,
          "is not a field of "
              + context.language().text()
              + " states"
              + (instead.isEmpty() ? "" : ", use " + instead));
    }
  }

  /// Reports every field that nobody asked for.
  void finish(String owner) {
    object
        .fieldNames()
        .forEachRemaining(name -> {
          if (!known.contains(name)) {
            report(name, "is not a field of " + owner + ", expected one of " + sorted(known));
          }
        });
  }

  static String sorted(Set<String> words) {
    return words.stream().sorted().collect(java.util.stream.Collectors.joining(", "));
  }

  /// A value in a message, shortened.
  static String shown(JsonNode node) {
    if (node.isMissingNode()) {
      return "missing";
    }
    String text = node.toString();
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }
}
