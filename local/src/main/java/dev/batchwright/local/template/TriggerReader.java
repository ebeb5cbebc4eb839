package dev.batchwright.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.local.http.Json;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// Reads what starts something: rules, schedules and event source mappings, as resources of their
/// own and as SAM's `Events`.
///
/// Of SAM's kinds of events, `SQS`, `EventBridgeRule`, `CloudWatchEvent`, `Schedule` and
/// `ScheduleV2` are read; others, such as `Api`, mean nothing here.
final class TriggerReader {
  /// The services' own defaults and limits.
  private static final int DEFAULT_BATCH = 10;

  private static final int MAX_BATCH = 10_000;
  private static final int MAX_WINDOW_SECONDS = 300;
  private static final int MAX_AGE_SECONDS = 86_400;
  private static final String DEFAULT_GROUP = "/default/";

  Declared rule(String logicalId, JsonNode properties, String arn, Place place) {
    List<JsonNode> targets = new ArrayList<>();
    properties.path("Targets").forEach(targets::add);
    return rule(logicalId, properties, arn, targets, properties.path("EventPattern"), place);
  }

  Declared schedule(String logicalId, JsonNode properties, String arn, Place place) {
    JsonNode target = properties.path("Target");
    int age =
        ResourceReader.number(
            target.path("RetryPolicy"),
            "MaximumEventAgeInSeconds",
            MAX_AGE_SECONDS,
            60,
            MAX_AGE_SECONDS,
            place);
    String zone = properties.path("ScheduleExpressionTimezone").asText("UTC");
    try {
      ZoneId unused = ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw place.refused(
          "ScheduleExpressionTimezone '" + zone + "': expected one such as Europe/Vienna");
    }
    String group = properties.path("GroupName").asText("default");
    return new Declared.Schedule(
        logicalId,
        name(properties, logicalId),
        arn.replace(DEFAULT_GROUP, "/" + group + "/"),
        required(properties, "ScheduleExpression", place),
        zone,
        instant(properties, "StartDate", place),
        instant(properties, "EndDate", place),
        enabled(properties),
        required(target, "Arn", place),
        target.path("Input").asText(),
        Duration.ofSeconds(age),
        properties);
  }

  Declared mapping(String logicalId, JsonNode properties, Place place) {
    String queue = required(properties, "EventSourceArn", place);
    if (!queue.startsWith("arn:aws:sqs:")) {
      return new Declared.Other(logicalId, "AWS::Lambda::EventSourceMapping", properties);
    }
    JsonNode concurrency = properties.path("ScalingConfig");
    boolean reports = false;
    for (JsonNode type : properties.path("FunctionResponseTypes")) {
      reports |= type.asText().equals("ReportBatchItemFailures");
    }
    String window = "MaximumBatchingWindowInSeconds";
    return new Declared.Mapping(
        logicalId,
        queue,
        required(properties, "FunctionName", place),
        ResourceReader.number(properties, "BatchSize", DEFAULT_BATCH, 1, MAX_BATCH, place),
        Duration.ofSeconds(
            ResourceReader.number(properties, window, 0, 0, MAX_WINDOW_SECONDS, place)),
        reports,
        concurrency.has("MaximumConcurrency")
            ? OptionalInt.of(
                ResourceReader.number(concurrency, "MaximumConcurrency", 2, 2, 1_000, place))
            : OptionalInt.empty(),
        properties.path("Enabled").asText("true").equals("true"),
        properties);
  }

  /// What SAM makes of the `Events` of a function or state machine; each is called by the logical
  /// ids of both.
  List<Declared> ofEvents(Declared owner, String arn, Place place) {
    List<Declared> made = new ArrayList<>();
    for (Map.Entry<String, JsonNode> event : owner.properties().path("Events").properties()) {
      String logicalId = owner.logicalId() + event.getKey();
      ObjectNode properties = Json.object();
      if (event.getValue().path("Properties") instanceof ObjectNode given) {
        properties = given.deepCopy();
      }
      switch (event.getValue().path("Type").asText()) {
        case "SQS" -> made.add(queueEvent(logicalId, properties, arn, place));
        case "EventBridgeRule", "CloudWatchEvent", "Schedule" ->
            made.add(ruleEvent(logicalId, properties, arn, place));
        case "ScheduleV2" -> made.add(scheduleEvent(logicalId, properties, arn, place));
        default -> {}
      }
    }
    return made;
  }

  private Declared queueEvent(String logicalId, ObjectNode event, String arn, Place place) {
    event.put("EventSourceArn", required(event, "Queue", place)).put("FunctionName", arn);
    return mapping(logicalId, event, place);
  }

  private Declared ruleEvent(String logicalId, ObjectNode event, String arn, Place place) {
    ObjectNode target = event.deepCopy();
    target.put("Arn", arn).remove(List.of("Pattern", "Schedule", "State"));
    if (event.has("Schedule")) {
      event.set("ScheduleExpression", event.get("Schedule"));
    }
    String rule = "arn:aws:events:" + regional(arn) + ":rule/" + name(event, logicalId);
    return rule(logicalId, event, rule, List.of(target), event.path("Pattern"), place);
  }

  private Declared scheduleEvent(String logicalId, ObjectNode event, String arn, Place place) {
    ObjectNode target = event.putObject("Target").put("Arn", arn);
    target.put("Input", event.path("Input").asText());
    if (event.has("RetryPolicy")) {
      target.set("RetryPolicy", event.get("RetryPolicy"));
    }
    String own = "arn:aws:scheduler:" + regional(arn) + ":schedule" + DEFAULT_GROUP;
    return schedule(logicalId, event, own + name(event, logicalId), place);
  }

  private static Declared rule(
      String logicalId,
      JsonNode properties,
      String arn,
      List<JsonNode> targets,
      JsonNode pattern,
      Place place) {
    if (pattern.isMissingNode() && !properties.has("ScheduleExpression")) {
      throw place.refused(logicalId + ": has neither a pattern nor a schedule; give it one");
    }
    return new Declared.Rule(
        logicalId,
        name(properties, logicalId),
        arn,
        pattern.isMissingNode() ? Optional.empty() : Optional.of(pattern),
        Optional.of(properties.path("ScheduleExpression").asText()).filter(s -> !s.isEmpty()),
        enabled(properties),
        targets,
        properties);
  }

  private static String name(JsonNode properties, String logicalId) {
    return properties.path("Name").asText(properties.path("RuleName").asText(logicalId));
  }

  private static boolean enabled(JsonNode properties) {
    return !properties.path("State").asText("ENABLED").equals("DISABLED")
        && !properties.path("Enabled").asText("true").equals("false");
  }

  /// Region and account of an ARN: `us-east-1:000000000000`.
  private static String regional(String arn) {
    String[] parts = arn.split(":", 6);
    return parts[3] + ":" + parts[4];
  }

  private static Optional<Instant> instant(JsonNode properties, String name, Place place) {
    String text = properties.path(name).asText();
    if (text.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      throw place.refused(name + " '" + text + "': expected one such as 2026-11-24T02:00:00Z");
    }
  }

  private static String required(JsonNode properties, String name, Place place) {
    String text = properties.path(name).asText();
    if (text.isEmpty()) {
      throw place.refused("has no " + name);
    }
    return text;
  }
}
