package dev.batchwright.cli.deploy;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.trigger.Bindings;
import dev.batchwright.batch.trigger.JobBinding;
import dev.batchwright.batch.trigger.Schedule;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Adds to the template what a settings file asks for: one schedule for each binding that has one.
///
/// The template's own text is left as it is, comments and order included, but for the default of
/// `SchedulesAdded`; the schedules are the last of its resources. The same template and bindings
/// give the same text.
public final class TemplateComposer {

  /// A line that begins a section of the template.
  private static final Pattern SECTION = Pattern.compile("(?m)^([A-Za-z]+):");

  /// A line that begins a resource, within the section of them.
  private static final Pattern RESOURCE = Pattern.compile("(?m)^  ([A-Za-z0-9]+):");

  /// The parameter that says whether there are schedules besides the template's own.
  static final String SCHEDULES_ADDED = "SchedulesAdded";

  private static final Pattern NO_SCHEDULES_ADDED =
      Pattern.compile("(?m)^(  " + SCHEDULES_ADDED + ":\\n(?:    .*\\n)*?    Default: )\"false\"");

  private TemplateComposer() {}

  /// The template with the bindings' schedules.
  ///
  /// @param template an AWS SAM template in YAML of two spaces' indentation
  /// @throws BadRequestException when it has no resources, or one of a schedule's name
  public static String compose(String template, Bindings bindings) {
    List<JobBinding> scheduled =
        bindings.all().stream().filter(binding -> binding.schedule().isPresent()).toList();
    if (scheduled.isEmpty()) {
      return template;
    }
    int start = startOfResources(template);
    int end = endOfSection(template, start);
    Set<String> taken = resources(template.substring(start, end));
    List<String> added = new ArrayList<>();
    for (JobBinding binding : scheduled) {
      String logicalId = logicalId(binding);
      if (!taken.add(logicalId)) {
        throw new BadRequestException(
            "binding '%s': its schedule would be resource %s, which the template has already; "
                    .formatted(binding.name(), logicalId)
                + "rename the binding");
      }
      added.add(schedule(logicalId, binding, binding.schedule().orElseThrow()));
    }
    String whole =
        template.substring(0, end).stripTrailing()
            + "\n\n  # ---- Schedules of the settings file's bindings "
            + "-".repeat(54)
            + "\n"
            + String.join("\n", added)
            + (end == template.length() ? "" : "\n")
            + template.substring(end);
    return NO_SCHEDULES_ADDED.matcher(whole).replaceFirst("$1\"true\"");
  }

  /// What the schedule of a binding is called in the template.
  public static String logicalId(JobBinding binding) {
    return binding.pascalName() + "Schedule";
  }

  /// The template with its files' paths relative to another directory.
  ///
  /// @param from what they are relative to
  /// @param to what they shall be relative to
  public static String relocate(String template, Path from, Path to) {
    return relocate(template, from, to, UnaryOperator.identity());
  }

  /// As the other one, with another package of the functions.
  ///
  /// @param code the package in place of the one that the template names
  static String relocate(String template, Path from, Path to, UnaryOperator<Path> code) {
    Path base = to.toAbsolutePath();
    return PackagedTemplate.FILE
        .matcher(template)
        .replaceAll(file -> {
          Path named = from.resolve(file.group(3));
          Path target = file.group(2).equals("CodeUri") ? code.apply(named) : named;
          Path path = base.relativize(target.toAbsolutePath().normalize());
          String shown = path.toString().replace('\\', '/');
          return Matcher.quoteReplacement(file.group(1) + file.group(2) + ": " + shown);
        });
  }

  private static int startOfResources(String template) {
    Matcher section = SECTION.matcher(template);
    while (section.find()) {
      if (section.group(1).equals("Resources")) {
        return section.end();
      }
    }
    throw new BadRequestException(
        "the template has no line 'Resources:'; expected an AWS SAM template in YAML");
  }

  private static int endOfSection(String template, int start) {
    Matcher next = SECTION.matcher(template);
    return next.find(start) ? next.start() : template.length();
  }

  private static Set<String> resources(String section) {
    return RESOURCE
        .matcher(section)
        .results()
        .map(found -> found.group(1))
        .collect(Collectors.toCollection(HashSet::new));
  }

  /// As the template's own `Schedule` is written; the scheduled time names the run.
  private static String schedule(String logicalId, JobBinding binding, Schedule schedule) {
    return """
      %s:
        Type: AWS::Scheduler::Schedule
        Properties:
          Description: %s
          GroupName: !Ref ScheduleGroup
          ScheduleExpression: %s
          ScheduleExpressionTimezone: %s
          FlexibleTimeWindow:
            Mode: "OFF"
          Target:
            Arn: !GetAtt Triggers.Arn
            RoleArn: !GetAtt SchedulerRole.Arn
            Input: %s
            DeadLetterConfig:
              Arn: !GetAtt TriggersDeadLetters.Arn
    """
        .formatted(
            logicalId,
            quote("Starts a run of " + binding.name()),
            quote(schedule.expression()),
            quote(schedule.timezone().getId()),
            quote(
                "{\"schedule\":\"%s\",\"scheduledTime\":\"<aws.scheduler.scheduled-time>\"}"
                    .formatted(binding.name())));
  }

  /// A YAML scalar in single quotes, where only the quote itself is special.
  private static String quote(String text) {
    return "'" + text.replace("'", "''") + "'";
  }
}
