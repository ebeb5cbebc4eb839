package dev.batchwright.cli.deploy;

import dev.batchwright.cli.deploy.Stacks.Stack;
import dev.batchwright.cli.deploy.Stacks.StackEvent;
import dev.batchwright.cli.text.Shell;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What a deployment has come to, for people.
final class Outcome {

  private Outcome() {}

  /// What there is, and what to do with it.
  static List<String> describe(DeployOrder order, Stack stack) {
    List<String> lines = new ArrayList<>();
    Map<String, String> outputs = new TreeMap<>(stack.outputs());
    int width = outputs.keySet().stream().mapToInt(String::length).max().orElse(0);
    outputs.forEach(
        (name, value) -> lines.add("  " + name + " ".repeat(width - name.length()) + "  " + value));
    Optional<String> data = Optional.ofNullable(outputs.get("DataBucketName"));
    Optional<String> machine = Optional.ofNullable(outputs.get("BatchRunArn"));
    if (data.isPresent() && machine.isPresent()) {
      lines.add("Next, a run:");
      lines.add("  " + run(order, data.get(), machine.get()));
    }
    String incoming = outputs.get("IncomingBucketName");
    if (incoming != null && order.settings().isPresent()) {
      lines.add("Uploads to s3://" + incoming + "/ start the runs that the settings file binds.");
    }
    return lines;
  }

  private static String run(DeployOrder order, String data, String machine) {
    return Shell.commandLine(
        List.of(
            "batchwright",
            "run",
            "count-by",
            "--input",
            "s3://" + data + "/in/*",
            "--output",
            "s3://" + data + "/out/1/",
            "--set",
            "by=COLUMN",
            "--target",
            order.target().toString(),
            "--state-machine",
            machine));
  }

  /// What it failed of, and what to do.
  ///
  /// @param events what happened since it began, the earliest first
  static List<String> failed(Stack stack, List<StackEvent> events) {
    List<String> lines = new ArrayList<>();
    lines.add("Stack %s could not be deployed: it is %s.".formatted(stack.name(), stack.status()));
    FirstCause.of(events)
        .ifPresentOrElse(
            cause -> {
              lines.add("  first cause  %s (%s)".formatted(cause.logicalId(), cause.type()));
              lines.add("  reason       " + reason(cause.reason()));
              lines.add("  what to do   " + FirstCause.advice(cause));
            },
            () -> lines.add("  reason       " + reason(stack.reason())));
    return lines;
  }

  private static String reason(String reason) {
    return reason.isEmpty() ? "CloudFormation gives none" : reason;
  }
}
