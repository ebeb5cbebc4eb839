package dev.batchwright.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.batchwright.local.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// Resolves intrinsic functions: YAML in, JSON out. `AWS::NoValue` takes its property away.
final class Evaluator {
  private final Map<String, String> parameters;
  private final Surroundings surroundings;
  private final Resources resources;
  private final Conditions conditions;
  private final Yaml mappings;
  private final Set<String> resolving = new HashSet<>();

  Evaluator(Yaml root, Map<String, String> parameters, Resources resources, Surroundings around) {
    this.parameters = parameters;
    this.surroundings = around;
    this.resources = resources;
    this.conditions = new Conditions(root.get("Conditions"), this);
    this.mappings = root.get("Mappings").orElseGet(() -> new Yaml.Mapping(Map.of(), 0));
  }

  /// Whether a condition of the template holds.
  boolean holds(String condition, Place place) {
    return conditions.holds(condition, place);
  }

  /// The value, with every intrinsic function in it resolved.
  ///
  /// @throws TemplateException at the line of what cannot be resolved
  JsonNode evaluate(Yaml yaml, Place around) {
    Place place = around.at(yaml);
    return switch (yaml) {
      case Yaml.Scalar scalar -> scalar.value();
      case Yaml.Sequence sequence -> {
        ArrayNode array = Json.MAPPER.createArrayNode();
        for (Yaml item : sequence.items()) {
          JsonNode value = evaluate(item, place);
          if (!value.isMissingNode()) {
            array.add(value);
          }
        }
        yield array;
      }
      case Yaml.Mapping mapping -> {
        Optional<Map.Entry<String, Yaml>> call = intrinsic(mapping);
        yield call.isPresent()
            ? call(call.get().getKey(), call.get().getValue(), place)
            : object(mapping, place);
      }
    };
  }

  /// The value of `Ref`.
  JsonNode ref(String name, Place place) {
    Optional<JsonNode> pseudo = pseudo(name);
    if (pseudo.isPresent()) {
      return pseudo.get();
    }
    String parameter = parameters.get(name);
    if (parameter != null) {
      return TextNode.valueOf(parameter);
    }
    return guarded(name, place, () -> resources.ref(name, this, place))
        .orElseThrow(() ->
            place.refused(
                "Ref '"
                    + name
                    + "': no such parameter or resource; parameters are "
                    + parameters.keySet()));
  }

  /// The value of `Fn::GetAtt`.
  JsonNode attribute(String logicalId, String attribute, Place place) {
    return guarded(logicalId, place, () -> resources.attribute(logicalId, attribute, this, place))
        .orElseThrow(() ->
            place.refused(
                "GetAtt '" + logicalId + "." + attribute + "': no such resource or attribute"));
  }

  private JsonNode call(String name, Yaml argument, Place place) {
    return switch (name) {
      case "Ref" -> ref(text(argument, name, place), place);
      case "Fn::GetAtt" -> {
        List<Yaml> path = items(argument, name, 2, place);
        yield attribute(text(path.get(0), name, place), text(path.get(1), name, place), place);
      }
      case "Fn::Sub" -> Substitution.evaluate(argument, this, place);
      case "Fn::Join" -> {
        List<Yaml> parts = items(argument, name, 2, place);
        List<String> texts = new ArrayList<>();
        evaluate(parts.get(1), place).forEach(t -> texts.add(t.asText()));
        yield TextNode.valueOf(String.join(text(parts.get(0), name, place), texts));
      }
      case "Fn::Split" -> {
        List<Yaml> parts = items(argument, name, 2, place);
        ArrayNode pieces = Json.MAPPER.createArrayNode();
        String separator = Pattern.quote(text(parts.get(0), name, place));
        for (String piece : evaluate(parts.get(1), place).asText().split(separator, -1)) {
          pieces.add(piece);
        }
        yield pieces;
      }
      case "Fn::Select" -> {
        List<Yaml> parts = items(argument, name, 2, place);
        JsonNode chosen =
            evaluate(parts.get(1), place).path(evaluate(parts.get(0), place).asInt(-1));
        if (chosen.isMissingNode()) {
          throw place.refused("Fn::Select: there is no element of that number");
        }
        yield chosen;
      }
      case "Fn::If" -> {
        List<Yaml> parts = items(argument, name, 3, place);
        boolean holds = conditions.holds(text(parts.get(0), name, place), place);
        yield evaluate(parts.get(holds ? 1 : 2), place);
      }
      case "Fn::FindInMap" -> found(items(argument, name, 3, place), place);
      case "Fn::Length" -> IntNode.valueOf(evaluate(argument, place).size());
      case "Fn::ToJsonString" -> TextNode.valueOf(evaluate(argument, place).toString());
      case "Fn::Base64" ->
          TextNode.valueOf(
              Base64.getEncoder()
                  .encodeToString(
                      evaluate(argument, place).asText().getBytes(StandardCharsets.UTF_8)));
      case "Fn::Equals", "Fn::And", "Fn::Or", "Fn::Not", "Condition" ->
          BooleanNode.valueOf(conditions.test(name, argument, place));
      default ->
          throw place.refused(
              name + " is not resolved by the embedded target; use a parameter instead");
    };
  }

  /// The items of a function's argument list, not yet evaluated.
  ///
  /// @throws TemplateException where there are not that many
  List<Yaml> items(Yaml argument, String function, int count, Place place) {
    if (argument instanceof Yaml.Sequence sequence && sequence.items().size() == count) {
      return sequence.items();
    }
    throw place.refused(function + ": expected a list of " + count);
  }

  private JsonNode found(List<Yaml> path, Place place) {
    Yaml at = mappings;
    for (Yaml step : path) {
      String key = evaluate(step, place).asText();
      at = at.get(key).orElseThrow(() -> place.refused("Fn::FindInMap: no key '" + key + "'"));
    }
    return evaluate(at, place);
  }

  private String text(Yaml yaml, String function, Place place) {
    JsonNode value = evaluate(yaml, place);
    if (value.isContainerNode() || value.isMissingNode()) {
      throw place.refused(function + ": expected a text");
    }
    return value.asText();
  }

  private ObjectNode object(Yaml.Mapping mapping, Place place) {
    ObjectNode object = Json.object();
    mapping
        .entries()
        .forEach((key, yaml) -> {
          JsonNode value = evaluate(yaml, place);
          if (!value.isMissingNode()) {
            object.set(key, value);
          }
        });
    return object;
  }

  private Optional<JsonNode> pseudo(String name) {
    return switch (name) {
      case "AWS::Region" -> Optional.of(TextNode.valueOf(surroundings.region()));
      case "AWS::AccountId" -> Optional.of(TextNode.valueOf(surroundings.accountId()));
      case "AWS::StackName" -> Optional.of(TextNode.valueOf(surroundings.stackName()));
      case "AWS::StackId" ->
          Optional.of(
              TextNode.valueOf(
                  "arn:aws:cloudformation:"
                      + surroundings.region()
                      + ":"
                      + surroundings.accountId()
                      + ":stack/"
                      + surroundings.stackName()
                      + "/local"));
      case "AWS::Partition" -> Optional.of(TextNode.valueOf("aws"));
      case "AWS::URLSuffix" -> Optional.of(TextNode.valueOf("amazonaws.com"));
      case "AWS::NoValue" -> Optional.of(MissingNode.getInstance());
      default -> Optional.empty();
    };
  }

  private <T> T guarded(String name, Place place, Supplier<T> work) {
    if (!resolving.add(name)) {
      throw place.refused("'" + name + "' refers to itself");
    }
    try {
      return work.get();
    } finally {
      resolving.remove(name);
    }
  }

  private static Optional<Map.Entry<String, Yaml>> intrinsic(Yaml.Mapping mapping) {
    if (mapping.entries().size() != 1) {
      return Optional.empty();
    }
    Map.Entry<String, Yaml> only = mapping.entries().entrySet().iterator().next();
    boolean function = only.getKey().startsWith("Fn::") || only.getKey().equals("Ref");
    boolean condition = only.getKey().equals("Condition") && only.getValue() instanceof Yaml.Scalar;
    return function || condition ? Optional.of(only) : Optional.empty();
  }
}
