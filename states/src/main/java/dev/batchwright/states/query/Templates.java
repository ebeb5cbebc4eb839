package dev.batchwright.states.query;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;

/// Compiles payload templates: values of a definition with queries inside, at any depth.
///
/// Problems go to a consumer as (place below the template, message), so that all of them are seen
/// in one pass; the expression that comes back is then of no use.
public final class Templates {

  private final BiConsumer<String, String> problems;
  private final Set<String> sees;

  /// A compiler that reports to `problems`. The place is empty or starts with `.` or `[`.
  ///
  /// @param sees what JSONata expressions have of `$states` beside the input and the context
  public Templates(BiConsumer<String, String> problems, Set<String> sees) {
    this.problems = problems;
    this.sees = Set.copyOf(sees);
  }

  /// Compiles a JSONata value: every string between `{%` and `%}` is an expression.
  ///
  /// @param field the field of the state that the value stands in, for messages
  public Expression jsonata(JsonNode node, String field) {
    return jsonata(node, field, "");
  }

  private Expression jsonata(JsonNode node, String field, String place) {
    if (node.isTextual() && isNearlyExpression(node.textValue())) {
      try {
        return Jsonata.compile(node.textValue(), field, sees);
      } catch (IllegalArgumentException e) {
        problems.accept(place, e.getMessage());
        return new Expression.Constant(node);
      }
    }
    if (node.isArray()) {
      List<Expression> elements = new ArrayList<>();
      for (int i = 0; i < node.size(); i++) {
        elements.add(jsonata(node.get(i), field + "[" + i + "]", Places.element(place, i)));
      }
      return array(node, elements);
    }
    if (node.isObject()) {
      List<Expression.Member> members = new ArrayList<>();
      node.properties()
          .forEach(entry -> {
            String name = entry.getKey();
            Expression value =
                jsonata(entry.getValue(), field + "/" + name, Places.member(place, name));
            members.add(new Expression.Member(name, value));
          });
      return object(node, members);
    }
    return new Expression.Constant(node);
  }

  /// Half an expression is a mistake that the compiler has to name, not a literal.
  private static boolean isNearlyExpression(String text) {
    return text.startsWith("{%") || text.endsWith("%}");
  }

  /// Compiles a JSONPath payload template: members whose name ends in `.$` are paths or intrinsic
  /// functions.
  public Expression jsonPath(JsonNode node) {
    return jsonPath(node, "");
  }

  private Expression jsonPath(JsonNode node, String place) {
    if (node.isArray()) {
      List<Expression> elements = new ArrayList<>();
      for (int i = 0; i < node.size(); i++) {
        elements.add(jsonPath(node.get(i), Places.element(place, i)));
      }
      return array(node, elements);
    }
    if (node.isObject()) {
      List<Expression.Member> members = new ArrayList<>();
      node.properties()
          .forEach(entry -> members.add(member(entry.getKey(), entry.getValue(), place)));
      return object(node, members);
    }
    return new Expression.Constant(node);
  }

  private Expression.Member member(String name, JsonNode value, String place) {
    String below = Places.member(place, name);
    if (!name.endsWith(".$")) {
      return new Expression.Member(name, jsonPath(value, below));
    }
    String plainName = name.substring(0, name.length() - 2);
    if (!value.isTextual()) {
      problems.accept(
          below, "is " + value + ", expected a string with a path or an intrinsic function");
      return new Expression.Member(plainName, new Expression.Constant(value));
    }
    try {
      Expression query = pathOrIntrinsic(value.textValue());
      return new Expression.Member(
          plainName, query instanceof Path path ? new TemplatePath(path, name) : query);
    } catch (IllegalArgumentException e) {
      problems.accept(below, e.getMessage());
      return new Expression.Member(plainName, new Expression.Constant(value));
    }
  }

  /// Compiles what may stand where a path may: a path, or an intrinsic function.
  ///
  /// @throws IllegalArgumentException when the syntax is wrong
  public static Expression pathOrIntrinsic(String text) {
    return text.startsWith("States.") ? Intrinsic.compile(text) : Path.compile(text);
  }

  private static Expression array(JsonNode source, List<Expression> elements) {
    boolean constant = elements.stream().allMatch(it -> it instanceof Expression.Constant);
    return constant ? new Expression.Constant(source) : new Expression.ArrayTemplate(elements);
  }

  private static Expression object(JsonNode source, List<Expression.Member> members) {
    boolean constant = members.stream().allMatch(it -> it.value() instanceof Expression.Constant);
    return constant ? new Expression.Constant(source) : new Expression.ObjectTemplate(members);
  }
}
