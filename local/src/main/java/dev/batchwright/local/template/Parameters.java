package dev.batchwright.local.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.PatternSyntaxException;

/// The values of a template's parameters: what was given, else their defaults, each checked.
final class Parameters {
  private final Map<String, String> values = new TreeMap<>();

  Parameters(Yaml root, Place top, Map<String, String> given) {
    Map<String, Yaml> declared =
        root.get("Parameters").orElse(root) instanceof Yaml.Mapping m && m != root
            ? m.entries()
            : Map.of();
    for (String name : given.keySet()) {
      if (!declared.containsKey(name)) {
        throw top.in("Parameters")
            .refused("parameter '" + name + "' is not declared; there are " + declared.keySet());
      }
    }
    declared.forEach((name, yaml) -> values.put(name, value(name, yaml, top, given)));
  }

  /// All values, by name.
  Map<String, String> values() {
    return values;
  }

  private static String value(String name, Yaml yaml, Place top, Map<String, String> given) {
    Place place = top.in("parameter " + name).at(yaml);
    String value = given.getOrDefault(name, text(yaml, "Default", "\0"));
    if (value.equals("\0")) {
      throw place.refused("has no default and was not given; give it a value");
    }
    List<String> allowed = new ArrayList<>();
    if (yaml.get("AllowedValues").orElse(yaml) instanceof Yaml.Sequence sequence) {
      sequence.items().forEach(i -> allowed.add(place.text(i, "AllowedValues")));
    }
    if (!allowed.isEmpty() && !allowed.contains(value)) {
      throw place.refused("'" + value + "': expected one of " + allowed);
    }
    String pattern = text(yaml, "AllowedPattern", ".*");
    try {
      if (!value.matches(pattern)) {
        throw place.refused("'" + value + "': expected a match of " + pattern);
      }
    } catch (PatternSyntaxException e) {
      throw place.refused("AllowedPattern is no regular expression: " + e.getDescription());
    }
    if (text(yaml, "Type", "String").equals("Number")) {
      checkNumber(value, yaml, place);
    }
    return value;
  }

  private static void checkNumber(String value, Yaml yaml, Place place) {
    double low = number(text(yaml, "MinValue", "-Infinity"), place);
    double high = number(text(yaml, "MaxValue", "Infinity"), place);
    double number = number(value, place);
    if (number < low || number > high) {
      throw place.refused("'" + value + "': expected a number in [" + low + ", " + high + "]");
    }
  }

  private static double number(String text, Place place) {
    try {
      return Double.parseDouble(text);
    } catch (NumberFormatException e) {
      throw place.refused("'" + text + "': expected a number");
    }
  }

  private static String text(Yaml yaml, String key, String absent) {
    return yaml.get(key)
        .map(v -> v instanceof Yaml.Scalar scalar ? scalar.text() : absent)
        .orElse(absent);
  }
}
