package dev.batchwright.batch.model;

import java.util.Objects;
import java.util.regex.Pattern;

/// What the planning of chunks is asked.
///
/// @param run the run's id, the execution's name: 1 to 80 letters, digits, `-` and `_`
/// @param request what the user asks for
public record PlanRequest(String run, RunRequest request) {

  /// Names that Step Functions takes for an execution and that need no escaping in a key.
  private static final Pattern RUN = Pattern.compile("[A-Za-z0-9_-]{1,80}");

  public PlanRequest {
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(request, "request");
    checkRun(run);
  }

  /// Refuses what cannot be a run id.
  ///
  /// @throws BadRequestException when it is none
  public static void checkRun(String run) {
    if (!RUN.matcher(run).matches()) {
      throw new BadRequestException(
          "'" + run + "' is not a run id; use 1 to 80 letters, digits, '-' and '_'");
    }
  }
}
