package dev.batchwright.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.cli.place.Mount;
import dev.batchwright.local.EmbeddedTarget;
import dev.batchwright.local.template.Declared;
import dev.batchwright.local.template.Template;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a local target says when it has started: where it answers, and what the template declares.
final class LocalGreeting {

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

  private final EmbeddedTarget target;
  private final Template template;
  private final List<Mount> mounts;
  private final Path log;

  /// @param mounts directories that are buckets, by the buckets' own names
  /// @param log where the log is
  LocalGreeting(EmbeddedTarget target, List<Mount> mounts, Path log) {
    this.target = target;
    this.template = target.template();
    this.mounts = List.copyOf(mounts);
    this.log = log;
  }

  void print(PrintStream out) {
    out.println("Batchwright's local target answers at " + target.endpoint());
    out.println();
    buckets().forEach(b -> out.println("  bucket         s3://" + b));
    for (Declared.Queue queue : template.all(Declared.Queue.class)) {
      out.println("  queue          " + queue.url());
    }
    out.println(
        "  functions      "
            + template.all(Declared.Function.class).stream()
                .map(Declared.Function::name)
                .collect(Collectors.joining(", ")));
    for (Declared.StateMachine machine : template.all(Declared.StateMachine.class)) {
      out.println("  state machine  " + machine.arn());
    }
    triggers().forEach(t -> out.println("  trigger        " + t));
    schedules().forEach(s -> out.println("  schedule       " + s));
    out.println("  log            " + log);
    out.println();
    out.println("For the AWS CLI and SDKs:");
    out.println("  export " + environment());
    out.println("  aws s3 ls");
    out.println("  aws stepfunctions list-state-machines");
    out.println();
    out.println("Ctrl-C stops it.");
  }

  private List<String> buckets() {
    List<String> lines = new ArrayList<>();
    for (Declared.Bucket bucket : template.all(Declared.Bucket.class)) {
      if (mounts.stream().noneMatch(m -> m.bucket().equals(bucket.name()))) {
        lines.add(bucket.name());
      }
    }
    mounts.forEach(m -> lines.add(m.bucket() + " is " + m.directory()));
    return lines;
  }

  private List<String> triggers() {
    List<String> lines = new ArrayList<>();
    for (Declared.Rule rule : template.all(Declared.Rule.class)) {
      rule.pattern()
          .ifPresent(pattern ->
              lines.add(
                  rule.logicalId()
                      + ": "
                      + about(pattern)
                      + (rule.enabled() ? ways(rule.targets()) : ", switched off")));
    }
    return lines;
  }

  private static String about(JsonNode pattern) {
    List<String> buckets = new ArrayList<>();
    pattern.at("/detail/bucket/name").forEach(n -> buckets.add("s3://" + n.asText()));
    List<String> types = new ArrayList<>();
    pattern.path("detail-type").forEach(t -> types.add(t.asText()));
    String what = types.isEmpty() ? "events" : String.join(", ", types);
    return buckets.isEmpty() ? what : what + " in " + String.join(", ", buckets);
  }

  /// Where something goes: a queue, and from there the functions that take its messages.
  private String ways(List<JsonNode> targets) {
    return targets.stream().map(t -> way(t.path("Arn").asText())).collect(Collectors.joining());
  }

  private String way(String arn) {
    String takers =
        template.all(Declared.Mapping.class).stream()
            .filter(m -> m.enabled() && m.queueArn().equals(arn))
            .map(m -> " -> " + last(m.function()))
            .collect(Collectors.joining());
    return " -> " + last(arn) + takers;
  }

  private List<String> schedules() {
    List<String> lines = new ArrayList<>();
    for (Declared.Schedule schedule : template.all(Declared.Schedule.class)) {
      lines.add(
          schedule.logicalId()
              + ": "
              + schedule.expression()
              + next(schedule.logicalId(), schedule.timezone(), schedule.enabled())
              + way(schedule.targetArn()));
    }
    for (Declared.Rule rule : template.all(Declared.Rule.class)) {
      rule.schedule()
          .ifPresent(expression ->
              lines.add(
                  rule.logicalId()
                      + ": "
                      + expression
                      + next(rule.logicalId(), "UTC", rule.enabled())
                      + ways(rule.targets())));
    }
    return lines;
  }

  private String next(String logicalId, String zone, boolean enabled) {
    if (!enabled) {
      return ", switched off";
    }
    return Optional.ofNullable(target.nextFirings().get(logicalId))
        .map(at -> ", next " + wall(at, zone))
        .orElse(", never again");
  }

  private static String wall(Instant at, String zone) {
    return at.atZone(ZoneId.of(zone)).format(TIME) + " " + zone;
  }

  private static String last(String arn) {
    return arn.substring(arn.lastIndexOf(':') + 1);
  }

  private String environment() {
    return target.clientEnvironment().entrySet().stream()
        .filter(variable -> !variable.getKey().endsWith("DISABLED"))
        .map(variable -> variable.getKey() + "=" + variable.getValue())
        .sorted()
        .collect(Collectors.joining(" "));
  }
}
