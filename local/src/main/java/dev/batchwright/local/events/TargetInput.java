package dev.batchwright.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.batchwright.local.http.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// What a target gets of an event.
public sealed interface TargetInput {
  /// The payload for this event.
  String of(JsonNode event, String ruleName, String ruleArn);

  /// Reads the input settings of a target.
  ///
  /// @throws IllegalArgumentException where there is more than one, or a path cannot be read
  static TargetInput of(JsonNode target) {
    List<String> given =
        Stream.of("Input", "InputPath", "InputTransformer").filter(target::has).toList();
    if (given.size() > 1) {
      throw new IllegalArgumentException("a target has at most one of " + given);
    }
    return switch (given.isEmpty() ? "" : given.getFirst()) {
      case "Input" -> new Constant(target.path("Input").asText());
      case "InputPath" -> new Part(EventPath.parse(target.path("InputPath").asText()));
      case "InputTransformer" -> Transformed.of(target.path("InputTransformer"));
      default -> new Whole();
    };
  }

  /// The event as it is.
  record Whole() implements TargetInput {
    @Override
    public String of(JsonNode event, String ruleName, String ruleArn) {
      return event.toString();
    }
  }

  /// Always this text.
  record Constant(String json) implements TargetInput {
    @Override
    public String of(JsonNode event, String ruleName, String ruleArn) {
      return json;
    }
  }

  /// One part of the event.
  record Part(EventPath path) implements TargetInput {
    @Override
    public String of(JsonNode event, String ruleName, String ruleArn) {
      JsonNode part = path.of(event);
      return part.isMissingNode() ? "{}" : part.toString();
    }
  }

  /// A template with variables in angle brackets. Between quotes a variable is its bare text,
  /// elsewhere JSON.
  ///
  /// @param variables by name, where each is in the event
  /// @param template the text
  record Transformed(Map<String, EventPath> variables, String template) implements TargetInput {
    /// Copies the variables.
    public Transformed {
      variables = Map.copyOf(variables);
    }

    private static Transformed of(JsonNode transformer) {
      Map<String, EventPath> variables = new LinkedHashMap<>();
      transformer
          .path("InputPathsMap")
          .properties()
          .forEach(v -> variables.put(v.getKey(), EventPath.parse(v.getValue().asText())));
      return new Transformed(variables, transformer.path("InputTemplate").asText());
    }

    @Override
    public String of(JsonNode event, String ruleName, String ruleArn) {
      StringBuilder out = new StringBuilder();
      boolean quoted = false;
      for (int i = 0; i < template.length(); i++) {
        char c = template.charAt(i);
        int end = c == '<' ? template.indexOf('>', i) : -1;
        JsonNode value =
            end < 0
                ? Json.MAPPER.missingNode()
                : value(template.substring(i + 1, end), event, ruleName, ruleArn);
        if (!value.isMissingNode()) {
          out.append(quoted ? bare(value) : value.toString());
          i = end;
        } else if (c == '\\' && quoted && i + 1 < template.length()) {
          out.append(c).append(template.charAt(++i));
        } else {
          quoted ^= c == '"';
          out.append(c);
        }
      }
      return out.toString();
    }

    /// A variable that the event does not have is null, in quotes nothing; what is no variable at
    /// all stays as it is written.
    private JsonNode value(String name, JsonNode event, String ruleName, String ruleArn) {
      EventPath path = variables.get(name);
      if (path != null) {
        JsonNode value = path.of(event);
        return value.isMissingNode() ? Json.MAPPER.nullNode() : value;
      }
      return switch (name) {
        case "aws.events.rule-name" -> TextNode.valueOf(ruleName);
        case "aws.events.rule-arn" -> TextNode.valueOf(ruleArn);
        case "aws.events.event", "aws.events.event.json" -> event;
        case "aws.events.event.ingestion-time" -> event.path("time");
        default -> Json.MAPPER.missingNode();
      };
    }

    private static String bare(JsonNode value) {
      String text = value.isNull() ? "" : value.isTextual() ? value.asText() : value.toString();
      String json = TextNode.valueOf(text).toString();
      return json.substring(1, json.length() - 1);
    }
  }

  /// A path such as `$.detail.object.key` or `$.resources[0]`.
  ///
  /// @param steps names, and numbers of elements
  record EventPath(List<String> steps) {
    /// Copies the steps.
    public EventPath {
      steps = List.copyOf(steps);
    }

    private static EventPath parse(String text) {
      if (!text.matches("\\$((\\.[A-Za-z0-9_-]+)|(\\[[0-9]{1,6}]))*")) {
        throw new IllegalArgumentException(
            "path '" + text + "': expected one such as $.detail.object.key or $.resources[0]");
      }
      List<String> steps = new ArrayList<>(List.of(text.substring(1).split("[.\\[\\]]+")));
      steps.removeIf(String::isEmpty);
      return new EventPath(steps);
    }

    JsonNode of(JsonNode event) {
      JsonNode at = event;
      for (String step : steps) {
        at =
            at.isArray() && step.matches("[0-9]+")
                ? at.path(Integer.parseInt(step))
                : at.path(step);
      }
      return at;
    }
  }
}
