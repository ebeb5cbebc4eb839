package dev.batchwright.local;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.local.delivery.Deliveries;
import dev.batchwright.local.events.EventBus;
import dev.batchwright.local.events.EventPattern;
import dev.batchwright.local.events.ObjectEvents;
import dev.batchwright.local.events.Rule;
import dev.batchwright.local.events.RuleTarget;
import dev.batchwright.local.http.Json;
import dev.batchwright.local.http.JsonService;
import dev.batchwright.local.lambda.EventSourceMapping;
import dev.batchwright.local.lambda.FunctionHost;
import dev.batchwright.local.lambda.QueuePoller;
import dev.batchwright.local.s3.Buckets;
import dev.batchwright.local.s3.CreatedObject;
import dev.batchwright.local.scheduler.Firing;
import dev.batchwright.local.scheduler.Schedule;
import dev.batchwright.local.scheduler.ScheduleExpression;
import dev.batchwright.local.scheduler.Scheduler;
import dev.batchwright.local.template.Declared;
import dev.batchwright.local.template.Template;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What of a template starts something: rules, schedules, event source mappings, and the watch of
/// mounted directories.
final class Triggers implements AutoCloseable {
  /// Batches of a mapping at once where it says nothing: SQS mappings begin with five on AWS.
  private static final int DEFAULT_BATCHES = 5;

  private final Template template;
  private final Clock clock;
  private final TriggerListener listener;
  private final EventBus bus;
  private final ObjectEvents objectEvents;
  private final Scheduler scheduler;
  private final Map<String, List<RuleTarget>> firingRules = new HashMap<>();
  private final Deliveries deliveries;
  private final List<AutoCloseable> running = new ArrayList<>();

  Triggers(Template template, Deliveries deliveries, Clock clock, TriggerListener listener) {
    this.template = template;
    this.deliveries = deliveries;
    this.clock = clock;
    this.listener = listener;
    this.bus = new EventBus(deliveries);
    this.objectEvents = new ObjectEvents(clock, EmbeddedTarget.REGION, EmbeddedTarget.ACCOUNT_ID);
    this.scheduler = new Scheduler(clock, this::fire);
    template.all(Declared.Bucket.class).forEach(Triggers::requireKnown);
    template.all(Declared.Mapping.class).forEach(Triggers::requireKnown);
    for (Declared.Rule rule : template.all(Declared.Rule.class)) {
      if (rule.enabled()) {
        named(rule.logicalId(), () -> enter(rule));
      }
    }
    for (Declared.Schedule schedule : template.all(Declared.Schedule.class)) {
      if (schedule.enabled()) {
        named(schedule.logicalId(), () -> enter(schedule));
      }
    }
  }

  /// Begins: from here on, what happens has consequences.
  ///
  /// @param settle how long a copied file has to stand still
  void start(Buckets buckets, JsonService queues, FunctionHost functions, Duration settle)
      throws IOException {
    buckets.onCreated(this::created);
    for (Declared.Mapping mapping : template.all(Declared.Mapping.class)) {
      if (mapping.enabled()) {
        QueuePoller poller =
            new QueuePoller(
                new EventSourceMapping(
                    mapping.queueArn(),
                    mapping.function(),
                    mapping.batchSize(),
                    mapping.window(),
                    mapping.reportsFailures(),
                    mapping.maximumConcurrency().orElse(DEFAULT_BATCHES)),
                queues,
                functions,
                clock,
                EmbeddedTarget.REGION);
        running.add(poller);
        poller.start();
      }
    }
    running.add(buckets.watchMounts(this::sendsEvents, settle));
    running.add(scheduler);
    scheduler.start();
  }

  /// When each schedule fires next, by its name in the template.
  Map<String, Instant> nextFirings() {
    return scheduler.next();
  }

  @Override
  public void close() {
    for (AutoCloseable part : running.reversed()) {
      try {
        part.close();
      } catch (Exception e) {
        throw new IllegalStateException("a trigger could not be closed", e);
      }
    }
  }

  /// Refuses what would be passed over in silence otherwise.
  private static void requireKnown(Declared.Bucket bucket) {
    JsonNode notifications = bucket.properties().path("NotificationConfiguration");
    for (String kind :
        List.of("QueueConfigurations", "LambdaConfigurations", "TopicConfigurations")) {
      if (!notifications.path(kind).isEmpty()) {
        throw new IllegalArgumentException(
            "["
                + bucket.logicalId()
                + "] NotificationConfiguration has "
                + kind
                + ", which the embedded target does not send; use EventBridgeConfiguration and an"
                + " AWS::Events::Rule");
      }
    }
  }

  private static void requireKnown(Declared.Mapping mapping) {
    if (!mapping.properties().path("FilterCriteria").isEmpty()) {
      throw new IllegalArgumentException(
          "["
              + mapping.logicalId()
              + "] FilterCriteria is not applied by the embedded target; let the function pass over"
              + " what it does not want");
    }
  }

  private void enter(Declared.Rule rule) {
    List<RuleTarget> targets = rule.targets().stream().map(RuleTarget::of).toList();
    rule.pattern()
        .ifPresent(p -> bus.add(new Rule(rule.name(), rule.arn(), EventPattern.of(p), targets)));
    rule.schedule()
        .ifPresent(text -> {
          targets.forEach(t -> deliveries.require(t.arn()));
          firingRules.put(rule.arn(), targets);
          scheduler.add(
              new Schedule(
                  rule.logicalId(),
                  rule.arn(),
                  ScheduleExpression.parse(text, ZoneOffset.UTC, Instant.EPOCH),
                  Optional.empty(),
                  Optional.empty(),
                  rule.arn(),
                  "",
                  Duration.ofDays(1)));
        });
  }

  /// A rate counts from its StartDate; without one from 1970, so that it fires at the same times
  /// after every start of this process.
  private void enter(Declared.Schedule schedule) {
    deliveries.require(schedule.targetArn());
    scheduler.add(
        new Schedule(
            schedule.logicalId(),
            schedule.arn(),
            ScheduleExpression.parse(
                schedule.expression(),
                ZoneId.of(schedule.timezone()),
                schedule.start().orElse(Instant.EPOCH)),
            schedule.start(),
            schedule.end(),
            schedule.targetArn(),
            schedule.input(),
            schedule.maximumAge()));
  }

  private void fire(Firing firing) {
    listener.fired(firing.schedule().name(), firing.scheduledTime());
    List<RuleTarget> targets = firingRules.get(firing.schedule().arn());
    if (targets == null) {
      deliveries.send(firing.schedule().targetArn(), firing.input());
    } else {
      String arn = firing.schedule().arn();
      String name = arn.substring(arn.lastIndexOf('/') + 1);
      JsonNode event = scheduledEvent(arn, firing.scheduledTime());
      targets.forEach(t -> deliveries.send(t.arn(), t.input().of(event, name, arn)));
    }
  }

  private void created(CreatedObject object) {
    if (sendsEvents(object.bucket())) {
      List<String> rules = bus.publish(objectEvents.created(object));
      listener.objectCreated(object.bucket(), object.key(), rules);
    }
  }

  /// A bucket of the template sends what its notifications say. One that the template does not
  /// declare was mounted by the user, who can say no more about it than that.
  private boolean sendsEvents(String bucket) {
    return template.all(Declared.Bucket.class).stream()
        .filter(b -> b.name().equals(bucket))
        .findFirst()
        .map(b -> b.properties().at("/NotificationConfiguration/EventBridgeConfiguration"))
        .map(c -> !c.isMissingNode() && c.path("EventBridgeEnabled").asText("true").equals("true"))
        .orElse(true);
  }

  private static ObjectNode scheduledEvent(String ruleArn, Instant time) {
    ObjectNode event = Json.object().put("version", "0").put("id", UUID.randomUUID().toString());
    event.put("detail-type", "Scheduled Event").put("source", "aws.events");
    event.put("account", EmbeddedTarget.ACCOUNT_ID).put("time", time.toString());
    event.put("region", EmbeddedTarget.REGION).putArray("resources").add(ruleArn);
    event.putObject("detail");
    return event;
  }

  private static void named(String logicalId, Runnable work) {
    try {
      work.run();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("[" + logicalId + "] " + e.getMessage(), e);
    }
  }
}
