package dev.batchwright.simulation;

import dev.batchwright.states.engine.Ending;
import dev.batchwright.states.engine.ExecutionStatus;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/// Holds a failed execution to what a user needs of it: an error that can be counted, and a cause
/// that says what happened. A defect's own exception is neither.
final class CleanFailure {

  private static final Pattern OURS = Pattern.compile("dev\\.batchwright\\.batch\\.model\\.\\w+");

  private static final Set<String> SERVICES =
      Set.of(
          "States.Timeout",
          "States.ItemReaderFailed",
          "States.ExceedToleratedFailureThreshold",
          "Sandbox.Timedout",
          "Runtime.ExitError",
          "Lambda.TooManyRequestsException",
          "Lambda.ServiceException",
          "Lambda.SdkClientException",
          "java.lang.OutOfMemoryError");

  private static final List<String> DEFECTS =
      List.of(
          "NullPointerException",
          "ClassCastException",
          "IndexOutOfBounds",
          "IllegalState",
          "IllegalArgument",
          "NoSuchElement",
          "UncheckedIO");

  private CleanFailure() {}

  static void check(World world, Ending ending) {
    if (ending.status() == ExecutionStatus.ABORTED) {
      return; // by the operator, who knows why
    }
    String error = ending.error().orElse("");
    String cause = ending.cause().orElse("");
    if (!SERVICES.contains(error) && !OURS.matcher(error).matches()) {
      world.violated("a run failed with an error that nobody expects: " + ending);
    }
    if (cause.isBlank() || DEFECTS.stream().anyMatch(cause::contains)) {
      world.violated("a run failed without a cause that says what happened: " + ending);
    }
    boolean misread = error.endsWith(".BadInputException") && world.hasMisread();
    if (!misread
        && (error.endsWith(".BadRequestException") || error.endsWith(".BadInputException"))) {
      world.violated("nothing is wrong with what the run was asked, yet it was refused: " + ending);
    }
  }
}
