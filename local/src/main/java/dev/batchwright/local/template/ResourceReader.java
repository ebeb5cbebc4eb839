package dev.batchwright.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.local.http.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Turns the properties of one resource into its record.
final class ResourceReader {
  /// SAM's and Lambda's defaults, where a template says nothing.
  private static final int DEFAULT_TIMEOUT_SECONDS = 3;

  private static final int DEFAULT_MEMORY_MB = 128;
  private static final int MAX_TIMEOUT_SECONDS = 900;
  private static final int MIN_MEMORY_MB = 128;
  private static final int MAX_MEMORY_MB = 10_240;

  private final JsonNode functionGlobals;
  private final Evaluator evaluator;
  private final Resources names;
  private final Path file;
  private final TriggerReader triggers = new TriggerReader();

  ResourceReader(Yaml root, Evaluator evaluator, Resources names, Path file) {
    this.evaluator = evaluator;
    this.names = names;
    this.file = file;
    this.functionGlobals =
        root.get("Globals")
            .flatMap(g -> g.get("Function"))
            .map(f -> evaluator.evaluate(f, new Place(file, f.line(), "Globals.Function")))
            .orElseGet(Json::object);
  }

  /// The resource, and behind it what SAM makes of its `Events`.
  Stream<Declared> readAll(String logicalId, Yaml resource, Place place) {
    Declared declared = read(logicalId, resource, place);
    return switch (declared) {
      case Declared.Function f ->
          Stream.concat(Stream.of(f), triggers.ofEvents(f, f.arn(), place).stream());
      case Declared.StateMachine m ->
          Stream.concat(Stream.of(m), triggers.ofEvents(m, m.arn(), place).stream());
      default -> Stream.of(declared);
    };
  }

  private Declared read(String logicalId, Yaml resource, Place place) {
    String type = Resources.type(resource);
    if (type.isEmpty()) {
      throw place.refused("has no Type; give it one, such as AWS::SQS::Queue");
    }
    JsonNode properties =
        resource.get("Properties").map(p -> evaluator.evaluate(p, place)).orElseGet(Json::object);
    return switch (Resources.Kind.of(type)) {
      case FUNCTION -> function(logicalId, merged(functionGlobals, properties), place);
      case STATE_MACHINE -> stateMachine(logicalId, properties, place);
      case QUEUE -> queue(logicalId, properties, place);
      case BUCKET ->
          new Declared.Bucket(logicalId, names.name(logicalId, evaluator, place), properties);
      case RULE -> triggers.rule(logicalId, properties, arn(logicalId, place), place);
      case SCHEDULE -> triggers.schedule(logicalId, properties, arn(logicalId, place), place);
      case MAPPING -> triggers.mapping(logicalId, properties, place);
      case SCHEDULE_GROUP, OTHER -> new Declared.Other(logicalId, type, properties);
    };
  }

  private Declared.Function function(String logicalId, JsonNode properties, Place place) {
    String runtime = properties.path("Runtime").asText("java25");
    if (!runtime.startsWith("java")) {
      throw place.refused(
          "Runtime '" + runtime + "': the embedded target runs Java handlers; expected java25");
    }
    String handler = properties.path("Handler").asText();
    if (handler.isEmpty()) {
      throw place.refused("has no Handler; expected package.Class::handleRequest");
    }
    JsonNode reserved = properties.path("ReservedConcurrentExecutions");
    return new Declared.Function(
        logicalId,
        names.name(logicalId, evaluator, place),
        arn(logicalId, place),
        handler,
        Duration.ofSeconds(
            number(properties, "Timeout", DEFAULT_TIMEOUT_SECONDS, 1, MAX_TIMEOUT_SECONDS, place)),
        number(properties, "MemorySize", DEFAULT_MEMORY_MB, MIN_MEMORY_MB, MAX_MEMORY_MB, place),
        reserved.isMissingNode()
            ? OptionalInt.empty()
            : OptionalInt.of(
                number(properties, "ReservedConcurrentExecutions", 0, 0, 1_000_000, place)),
        texts(properties.path("Environment").path("Variables")),
        properties);
  }

  private Declared.StateMachine stateMachine(String logicalId, JsonNode properties, Place place) {
    Map<String, String> substitutions = texts(properties.path("DefinitionSubstitutions"));
    String type =
        properties.path("Type").asText(properties.path("StateMachineType").asText("STANDARD"));
    if (!type.equals("STANDARD") && !type.equals("EXPRESS")) {
      throw place.refused("Type '" + type + "': expected STANDARD or EXPRESS");
    }
    String source = file.toString();
    String definition;
    if (properties.path("DefinitionUri").isTextual()) {
      Path path = file.resolveSibling(properties.path("DefinitionUri").asText()).normalize();
      source = path.toString();
      definition = text(path, place);
    } else if (properties.has("DefinitionString")) {
      definition = properties.path("DefinitionString").asText();
    } else if (properties.path("Definition").isObject()) {
      definition = properties.path("Definition").toString();
    } else {
      throw place.refused(
          "has no definition; give DefinitionUri a file beside the template, or Definition");
    }
    return new Declared.StateMachine(
        logicalId,
        names.name(logicalId, evaluator, place),
        arn(logicalId, place),
        Substitution.define(definition, substitutions, place),
        source,
        type,
        properties);
  }

  /// Queue properties have the names of the API's attributes; what the API does not have is left.
  private Declared.Queue queue(String logicalId, JsonNode properties, Place place) {
    Map<String, String> attributes = new TreeMap<>();
    for (Map.Entry<String, JsonNode> property : properties.properties()) {
      JsonNode value = property.getValue();
      switch (property.getKey()) {
        case "QueueName", "Tags" -> {}
        default ->
            attributes.put(
                property.getKey(), value.isContainerNode() ? value.toString() : value.asText());
      }
    }
    return new Declared.Queue(
        logicalId,
        names.name(logicalId, evaluator, place),
        evaluator.ref(logicalId, place).asText(),
        attributes,
        properties);
  }

  private String arn(String logicalId, Place place) {
    return evaluator.attribute(logicalId, "Arn", place).asText();
  }

  static int number(JsonNode properties, String name, int absent, int low, int high, Place place) {
    JsonNode value = properties.path(name);
    if (value.isMissingNode()) {
      return absent;
    }
    int number = value.asInt(Integer.MIN_VALUE);
    if (number < low || number > high) {
      throw place.refused(
          name + " '" + value.asText() + "': expected a whole number from " + low + " to " + high);
    }
    return number;
  }

  /// `Globals` under the resource's own: objects key by key, as SAM merges them.
  private static JsonNode merged(JsonNode below, JsonNode above) {
    if (!below.isObject() || !above.isObject()) {
      return above;
    }
    ObjectNode both = below.deepCopy();
    above
        .properties()
        .forEach(e -> both.set(e.getKey(), merged(below.path(e.getKey()), e.getValue())));
    return both;
  }

  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new TreeMap<>();
    object.properties().forEach(e -> texts.put(e.getKey(), e.getValue().asText()));
    return texts;
  }

  private static String text(Path path, Place place) {
    try {
      return Files.readString(path);
    } catch (IOException e) {
      throw place.refused(
          "DefinitionUri " + path + " cannot be read (" + e + "); it is relative to the template");
    }
  }
}
