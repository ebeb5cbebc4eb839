package dev.batchwright.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What `Ref` and `GetAtt` mean for the resources of a template.
///
/// A resource without a name of its own is called by its logical id (buckets: stack name, hyphen
/// and logical id in lower case, since their names allow nothing else). Types that mean nothing to
/// the embedded target, such as roles and log groups, get a plausible ARN: nothing looks at it.
final class Resources {
  private final Map<String, Yaml> declared;
  private final Surroundings surroundings;

  Resources(Map<String, Yaml> declared, Surroundings surroundings) {
    this.declared = declared;
    this.surroundings = surroundings;
  }

  /// The types that have an entry of their own in the model.
  enum Kind {
    FUNCTION("FunctionName"),
    STATE_MACHINE("Name"),
    QUEUE("QueueName"),
    BUCKET("BucketName"),
    RULE("Name"),
    SCHEDULE("Name"),
    SCHEDULE_GROUP("Name"),
    MAPPING("Name"),
    OTHER("Name");

    private final String nameProperty;

    Kind(String nameProperty) {
      this.nameProperty = nameProperty;
    }

    static Kind of(String type) {
      return switch (type) {
        case "AWS::Serverless::Function", "AWS::Lambda::Function" -> FUNCTION;
        case "AWS::Serverless::StateMachine", "AWS::StepFunctions::StateMachine" -> STATE_MACHINE;
        case "AWS::SQS::Queue" -> QUEUE;
        case "AWS::S3::Bucket" -> BUCKET;
        case "AWS::Events::Rule" -> RULE;
        case "AWS::Scheduler::Schedule" -> SCHEDULE;
        case "AWS::Scheduler::ScheduleGroup" -> SCHEDULE_GROUP;
        case "AWS::Lambda::EventSourceMapping" -> MAPPING;
        default -> OTHER;
      };
    }
  }

  static String type(Yaml resource) {
    return resource
        .get("Type")
        .map(t -> t instanceof Yaml.Scalar scalar ? scalar.text() : "")
        .orElse("");
  }

  /// The name that the resource has in its service.
  String name(String logicalId, Evaluator evaluator, Place place) {
    Yaml resource = declared.getOrDefault(logicalId, new Yaml.Mapping(Map.of(), 0));
    Kind kind = Kind.of(type(resource));
    Optional<Yaml> given =
        resource.get("Properties").flatMap(properties -> properties.get(kind.nameProperty));
    if (given.isPresent() && kind != Kind.OTHER) {
      return evaluator.evaluate(given.get(), place).asText();
    }
    return kind == Kind.BUCKET
        ? (surroundings.stackName() + "-" + logicalId).toLowerCase(Locale.ROOT)
        : logicalId;
  }

  /// The value of `Ref` for a resource; empty where there is no such resource.
  Optional<JsonNode> ref(String logicalId, Evaluator evaluator, Place place) {
    if (!exists(logicalId)) {
      return Optional.empty();
    }
    String name = name(logicalId, evaluator, place);
    return Optional.of(
        text(
            switch (kind(logicalId)) {
              case FUNCTION, BUCKET, RULE, SCHEDULE, SCHEDULE_GROUP, MAPPING, OTHER -> name;
              case STATE_MACHINE -> arn(logicalId, name);
              case QUEUE -> surroundings.queueUrlBase() + "/" + name;
            }));
  }

  /// The value of `Fn::GetAtt`; empty where there is no such resource or attribute.
  Optional<JsonNode> attribute(
      String logicalId, String attribute, Evaluator evaluator, Place place) {
    if (!exists(logicalId)) {
      return Optional.empty();
    }
    String name = name(logicalId, evaluator, place);
    if (attribute.equals("Arn")) {
      return Optional.of(text(arn(logicalId, name)));
    }
    return switch (kind(logicalId)) {
      case QUEUE ->
          switch (attribute) {
            case "QueueName" -> Optional.of(text(name));
            case "QueueUrl" -> ref(logicalId, evaluator, place);
            default -> Optional.empty();
          };
      case STATE_MACHINE -> attribute.equals("Name") ? Optional.of(text(name)) : Optional.empty();
      case FUNCTION, BUCKET, RULE, SCHEDULE, SCHEDULE_GROUP, MAPPING, OTHER ->
          Optional.of(text(name + "." + attribute));
    };
  }

  private boolean exists(String logicalId) {
    return declared.containsKey(logicalId) || madeBySam(logicalId);
  }

  /// SAM makes a role for a function or state machine that has none, under this name.
  private boolean madeBySam(String logicalId) {
    return logicalId.endsWith("Role")
        && declared.containsKey(logicalId.substring(0, logicalId.length() - "Role".length()));
  }

  private Kind kind(String logicalId) {
    Yaml resource = declared.get(logicalId);
    return resource == null ? Kind.OTHER : Kind.of(type(resource));
  }

  private String arn(String logicalId, String name) {
    String place = surroundings.region() + ":" + surroundings.accountId() + ":";
    return switch (kind(logicalId)) {
      case FUNCTION -> "arn:aws:lambda:" + place + "function:" + name;
      case STATE_MACHINE -> "arn:aws:states:" + place + "stateMachine:" + name;
      case QUEUE -> "arn:aws:sqs:" + place + name;
      case BUCKET -> "arn:aws:s3:::" + name;
      case RULE -> "arn:aws:events:" + place + "rule/" + name;
      case SCHEDULE -> "arn:aws:scheduler:" + place + "schedule/default/" + name;
      case SCHEDULE_GROUP -> "arn:aws:scheduler:" + place + "schedule-group/" + name;
      case MAPPING -> "arn:aws:lambda:" + place + "event-source-mapping:" + name;
      case OTHER -> {
        Yaml resource = declared.getOrDefault(logicalId, new Yaml.Mapping(Map.of(), 0));
        String[] type = type(resource).toLowerCase(Locale.ROOT).split("::");
        yield "arn:aws:" + (type.length == 3 ? type[1] : "iam") + ":" + place + name;
      }
    };
  }

  private static JsonNode text(String value) {
    return TextNode.valueOf(value);
  }
}
