package dev.batchwright.cli.deploy;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.cli.deploy.Stacks.Stack;
import dev.batchwright.cli.deploy.Stacks.StackEvent;
import dev.batchwright.cli.execution.Interruption;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Follows what CloudFormation does to one stack, from one moment on: prints a line for each event.
final class StackProgress {

  private final Stacks stacks;
  private final String stackId;
  private final PrintStream out;
  private final Waiting waiting;
  private final Set<String> seen = new HashSet<>();
  private final List<StackEvent> since = new ArrayList<>();

  private StackProgress(Stacks stacks, String stackId, PrintStream out, Waiting waiting) {
    this.stacks = stacks;
    this.stackId = stackId;
    this.out = out;
    this.waiting = waiting;
  }

  /// Remembers what happened before, so that only what is new is shown.
  static StackProgress from(Stacks stacks, String stackId, PrintStream out, Waiting waiting) {
    StackProgress progress = new StackProgress(stacks, stackId, out, waiting);
    stacks.events(stackId).forEach(event -> progress.seen.add(event.id()));
    return progress;
  }

  /// Follows the stack until nothing is under way any more.
  ///
  /// @return the stack as it is then
  /// @throws StoppedException when the user wants to stop; the stack goes on without us
  Stack follow() {
    while (true) {
      Stack stack = find();
      show();
      if (!stack.inProgress()) {
        return stack;
      }
      waiting.once("stack " + stack.name() + " is " + stack.status());
    }
  }

  private Stack find() {
    return stacks
        .find(stackId)
        .orElseThrow(
            () -> new BadRequestException("stack " + stackId + " is gone; somebody deleted it"));
  }

  private void show() {
    for (StackEvent event : stacks.events(stackId)) {
      if (seen.add(event.id())) {
        since.add(event);
        out.printf(
            "  %s  %-20s  %s  %s%s%n",
            event.time(),
            event.status(),
            event.logicalId(),
            event.type(),
            event.reason().isEmpty() ? "" : "  " + event.reason());
      }
    }
  }

  /// What happened since, the earliest first.
  List<StackEvent> since() {
    return List.copyOf(since);
  }

  /// How long to wait between two looks, and for what to stop.
  ///
  /// @param interruption whether the user wants to stop
  /// @param interval between two looks
  record Waiting(Interruption interruption, Duration interval) {

    /// Waits for one interval.
    ///
    /// @throws StoppedException when the user wants to stop
    void once(String state) {
      interruption.pause(interval);
      if (interruption.requested()) {
        throw new StoppedException(state + ", and goes on without this command");
      }
    }
  }
}
