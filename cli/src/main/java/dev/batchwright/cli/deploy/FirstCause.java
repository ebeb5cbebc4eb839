package dev.batchwright.cli.deploy;

import dev.batchwright.cli.deploy.Stacks.StackEvent;
import java.util.List;
import java.util.Optional;

/// Finds what a deployment failed of: the earliest failure, for all later ones are its
/// consequences, and the last event only says that everything was undone.
final class FirstCause {

  /// What is said of resources that were stopped because another one failed.
  private static final List<String> CONSEQUENCES =
      List.of(
          "Resource creation cancelled",
          "Resource creation canceled",
          "Resource update cancelled",
          "Resource update canceled");

  private FirstCause() {}

  /// @param events what happened since the deployment began, the earliest first
  static Optional<StackEvent> of(List<StackEvent> events) {
    Optional<StackEvent> ofResource =
        events.stream().filter(event -> isCause(event) && !event.ofStack()).findFirst();
    return ofResource.isPresent()
        ? ofResource
        : events.stream().filter(FirstCause::isCause).findFirst();
  }

  private static boolean isCause(StackEvent event) {
    return event.status().endsWith("_FAILED")
        && CONSEQUENCES.stream().noneMatch(event.reason()::startsWith);
  }

  /// What to do about it.
  static String advice(StackEvent cause) {
    String reason = cause.reason();
    if (reason.contains("already exists")) {
      return "something of that name is there, of an earlier stack or another tool: delete it, or"
          + " deploy under another name by --stack";
    }
    if (reason.contains("AccessDenied")
        || reason.contains("Access Denied")
        || reason.contains("not authorized")) {
      return "whoever deploys may not do this: add the action named above to their policy, then"
          + " deploy again";
    }
    if (reason.contains("LimitExceeded")
        || reason.contains("limit exceeded")
        || reason.contains("quota")) {
      return "a limit of the account is reached: have it raised in Service Quotas, or choose a"
          + " smaller value by --parameter, then deploy again";
    }
    return "correct what the reason names (a parameter by --parameter, the settings file by"
        + " --settings), then deploy again";
  }
}
