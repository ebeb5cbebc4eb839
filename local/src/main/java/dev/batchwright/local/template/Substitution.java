package dev.batchwright.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// `${...}` in texts: `Fn::Sub`, and the `DefinitionSubstitutions` of a state machine.
final class Substitution {
  private static final Pattern VARIABLE = Pattern.compile("\\$\\{(!?)([^}]+)}");

  /// The names that CloudFormation takes in a definition; `${...}` of other forms stays.
  private static final Pattern DEFINITION_VARIABLE = Pattern.compile("\\$\\{([A-Za-z0-9_]+)}");

  private Substitution() {}

  /// `Fn::Sub`: `${X}` and `${X.Attribute}` are resolved, `${!X}` is the text `${X}`.
  static JsonNode evaluate(Yaml argument, Evaluator evaluator, Place place) {
    Map<String, String> variables = new HashMap<>();
    Yaml template = argument;
    if (argument instanceof Yaml.Sequence) {
      List<Yaml> parts = evaluator.items(argument, "Fn::Sub", 2, place);
      template = parts.get(0);
      evaluator
          .evaluate(parts.get(1), place)
          .properties()
          .forEach(e -> variables.put(e.getKey(), e.getValue().asText()));
    }
    if (!(template instanceof Yaml.Scalar text)) {
      throw place.refused("Fn::Sub: expected a text, or a list of a text and a mapping");
    }
    StringBuilder result = new StringBuilder();
    Matcher variable = VARIABLE.matcher(text.text());
    while (variable.find()) {
      String name = variable.group(2).strip();
      String value =
          variable.group(1).isEmpty()
              ? value(name, variables, evaluator, place)
              : "${" + name + "}";
      variable.appendReplacement(result, Matcher.quoteReplacement(value));
    }
    return TextNode.valueOf(variable.appendTail(result).toString());
  }

  /// A state machine's definition with its substitutions put in.
  ///
  /// @throws TemplateException where the definition has a variable that is not among them
  static String define(String definition, Map<String, String> substitutions, Place place) {
    StringBuilder result = new StringBuilder();
    Matcher variable = DEFINITION_VARIABLE.matcher(definition);
    while (variable.find()) {
      String value = substitutions.get(variable.group(1));
      if (value == null) {
        throw place.refused(
            "the definition has ${"
                + variable.group(1)
                + "}; add it to DefinitionSubstitutions, which has "
                + substitutions.keySet());
      }
      variable.appendReplacement(result, Matcher.quoteReplacement(value));
    }
    return variable.appendTail(result).toString();
  }

  private static String value(
      String name, Map<String, String> variables, Evaluator evaluator, Place place) {
    String variable = variables.get(name);
    if (variable != null) {
      return variable;
    }
    int dot = name.indexOf('.');
    return (dot < 0
            ? evaluator.ref(name, place)
            : evaluator.attribute(name.substring(0, dot), name.substring(dot + 1), place))
        .asText();
  }
}
