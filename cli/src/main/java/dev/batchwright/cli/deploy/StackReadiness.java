package dev.batchwright.cli.deploy;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.cli.deploy.StackProgress.Waiting;
import dev.batchwright.cli.deploy.Stacks.Stack;
import dev.batchwright.cli.deploy.Stacks.StackEvent;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// Brings a stack into a state in which it can be changed, or says why it cannot.
final class StackReadiness {

  private final Stacks stacks;
  private final Waiting waiting;
  private final PrintStream out;

  StackReadiness(Stacks stacks, Waiting waiting, PrintStream out) {
    this.stacks = stacks;
    this.waiting = waiting;
    this.out = out;
  }

  /// The stack that can be changed; empty where it has to be made.
  ///
  /// @throws BadRequestException when it can be neither
  Optional<Stack> ready(DeployOrder order) {
    Optional<Stack> found = stacks.find(order.stack()).map(this::settled);
    if (found.isEmpty()) {
      return found;
    }
    Stack stack = found.get();
    return switch (stack.status()) {
      case "REVIEW_IN_PROGRESS", "DELETE_COMPLETE" -> Optional.empty();
      case "ROLLBACK_COMPLETE", "ROLLBACK_FAILED", "CREATE_FAILED" -> {
        if (order.dryRun()) {
          throw refused(stack, "it was never made; a deployment would delete it and make it again");
        }
        out.printf("Stack %s was never made (%s): deleting it.%n", stack.name(), stack.status());
        delete(stack);
        yield Optional.empty();
      }
      case "UPDATE_ROLLBACK_FAILED" ->
          throw refused(
              stack,
              "bring it back first: aws cloudformation continue-update-rollback --stack-name "
                  + stack.name());
      case "DELETE_FAILED" -> {
        if (!neverMade(stack) || order.dryRun()) {
          throw refused(
              stack,
              "finish its deletion first: batchwright destroy --target %s --stack %s"
                  .formatted(order.target(), stack.name()));
        }
        out.printf("Stack %s was never made: deleting what is left of it.%n", stack.name());
        delete(stack);
        yield Optional.empty();
      }
      default -> found;
    };
  }

  private Stack settled(Stack stack) {
    if (!stack.inProgress()) {
      return stack;
    }
    out.printf("Stack %s is %s: waiting for it.%n", stack.name(), stack.status());
    return StackProgress.from(stacks, stack.id(), out, waiting).follow();
  }

  private void delete(Stack stack) {
    StackProgress progress = StackProgress.from(stacks, stack.id(), out, waiting);
    stacks.delete(stack.id());
    Stack after = progress.follow();
    if (!after.status().equals("DELETE_COMPLETE")) {
      Outcome.failed(after, progress.since()).forEach(out::println);
      throw refused(after, "it could not be deleted. " + leaveBehind(after));
    }
  }

  /// Whether nobody can have used it: its creation failed, and that is still to be seen. (AWS:
  /// CloudFormation keeps events for 90 days.)
  private boolean neverMade(Stack stack) {
    List<String> history =
        stacks.events(stack.id()).stream()
            .filter(StackEvent::ofStack)
            .map(StackEvent::status)
            .toList();
    return !history.contains("CREATE_COMPLETE")
        && (history.contains("ROLLBACK_IN_PROGRESS") || history.contains("CREATE_FAILED"));
  }

  /// How to go on without the resources that cannot be deleted.
  private String leaveBehind(Stack stack) {
    String left =
        stacks.events(stack.id()).stream()
            .filter(event -> !event.ofStack() && event.status().equals("DELETE_FAILED"))
            .map(StackEvent::logicalId)
            .distinct()
            .sorted()
            .collect(Collectors.joining(" "));
    if (left.isEmpty()) {
      return "See above";
    }
    return "Mend what the reason above names and deploy again, or leave behind what cannot be"
        + " deleted, and then delete it by hand: aws cloudformation delete-stack --stack-name "
        + stack.name()
        + " --retain-resources "
        + left;
  }

  private static BadRequestException refused(Stack stack, String advice) {
    String reason = stack.reason().isEmpty() ? "" : " (" + stack.reason() + ")";
    return new BadRequestException(
        "stack %s is %s%s: %s".formatted(stack.name(), stack.status(), reason, advice));
  }
}
