package dev.batchwright.batch.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.job.Suggestion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Predicate;

/// One value of a settings file with its JSON path, and the list to which everything that is read
/// from it adds what is wrong. A value that is wrong reads as empty, so that reading goes on.
///
/// @param path the JSON path, `$.bindings.orders`
/// @param json the value
/// @param problems what was wrong so far, a line each
record SettingsNode(String path, JsonNode json, List<String> problems) {

  /// Says what is wrong here.
  void problem(String what) {
    problems.add(path + ": " + what);
  }

  /// Says what was expected in place of what is there.
  void expected(String what) {
    String there = json.isMissingNode() ? "missing" : "is " + shown();
    problem(there + ", expected " + what);
  }

  private String shown() {
    String text = json.toString();
    return text.length() <= 60 ? text : text.substring(0, 57) + "...";
  }

  /// Whether it is an object; says so where it is not.
  boolean isObject(String what) {
    if (!json.isObject()) {
      expected(what);
    }
    return json.isObject();
  }

  /// Refuses members that have none of these names.
  void only(List<String> names) {
    json.fieldNames()
        .forEachRemaining(name -> {
          if (!names.contains(name)) {
            member(name)
                .problem(
                    "is no member here, expected one of "
                        + String.join(", ", names)
                        + Suggestion.didYouMean(name, names));
          }
        });
  }

  SettingsNode member(String name) {
    String step = name.matches("[A-Za-z0-9_-]+") ? "." + name : "['" + name + "']";
    return new SettingsNode(path + step, json.path(name), problems);
  }

  /// All members, in order.
  List<Map.Entry<String, SettingsNode>> members() {
    return json.propertyStream()
        .map(entry -> Map.entry(entry.getKey(), member(entry.getKey())))
        .toList();
  }

  /// The text, where it fits.
  Optional<String> text(String what, Predicate<String> fits) {
    if (json.isTextual() && fits.test(json.textValue())) {
      return Optional.of(json.textValue());
    }
    expected(what);
    return Optional.empty();
  }

  /// The text, which may be missing.
  String textOr(String otherwise, String what, Predicate<String> fits) {
    return json.isMissingNode() ? otherwise : text(what, fits).orElse(otherwise);
  }

  /// A value that a text is read as; an exception from reading is a problem.
  <T> Optional<T> as(String what, Function<String, T> read) {
    return text(what, _ -> true)
        .flatMap(text -> {
          try {
            return Optional.of(read.apply(text));
          } catch (RuntimeException _) {
            expected(what);
            return Optional.empty();
          }
        });
  }

  /// The elements of an array of texts; none where it is missing.
  List<SettingsNode> elements(String what) {
    if (json.isMissingNode()) {
      return List.of();
    }
    if (!json.isArray()) {
      expected(what);
      return List.of();
    }
    List<SettingsNode> answer = new ArrayList<>();
    for (int i = 0; i < json.size(); i++) {
      answer.add(new SettingsNode(path + "[" + i + "]", json.get(i), problems));
    }
    return answer;
  }

  /// What an object's members are read as, in order; nothing where it is missing.
  <T> Map<String, T> map(String what, BiFunction<String, SettingsNode, Optional<T>> read) {
    Map<String, T> answer = new LinkedHashMap<>();
    if (!json.isMissingNode() && isObject(what)) {
      members()
          .forEach(entry ->
              read.apply(entry.getKey(), entry.getValue())
                  .ifPresent(value -> answer.put(entry.getKey(), value)));
    }
    return answer;
  }
}
