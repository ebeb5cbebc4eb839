package dev.batchwright.local.template;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
      sequence.items().forEach(i -> allowed.add(((Yaml.Scalar) i).text()));
    }
    if (!allowed.isEmpty() && !allowed.contains(value)) {
      throw place.refused("'" + value + "': expected one of " + allowed);
    }
    String pattern = text(yaml, "AllowedPattern", ".*");
    if (!value.matches(pattern)) {
      throw place.refused("'" + value + "': expected a match of " + pattern);
    }
    if (text(yaml, "Type", "String").equals("Number")) {
      checkNumber(value, yaml, place);
    }
    return value;
  }

  private static void checkNumber(String value, Yaml yaml, Place place) {
    double low = Double.parseDouble(text(yaml, "MinValue", "-Infinity"));
    double high = Double.parseDouble(text(yaml, "MaxValue", "Infinity"));
    double number;
    try {
      number = Double.parseDouble(value);
    } catch (NumberFormatException e) {
      throw place.refused("'" + value + "': expected a number");
    }
    if (number < low || number > high) {
      throw place.refused("'" + value + "': expected a number in [" + low + ", " + high + "]");
    }
  }

  private static String text(Yaml yaml, String key, String absent) {
    return yaml.get(key)
        .map(v -> v instanceof Yaml.Scalar scalar ? scalar.text() : absent)
        .orElse(absent);
  }
}
