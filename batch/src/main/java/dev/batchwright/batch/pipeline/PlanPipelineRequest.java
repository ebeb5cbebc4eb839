package dev.batchwright.batch.pipeline;

import dev.batchwright.batch.model.BadRequestException;
import java.time.Instant;
import java.util.Objects;
import java.util.regex.Pattern;

/// What the planning of a pipeline is asked.
///
/// @param run the pipeline run's id: 1 to 80 letters, digits, `-` and `_`
/// @param execution the execution's name, which differs from the run's id where it goes on
/// @param startedAt when the execution began
/// @param request what the user asks for
public record PlanPipelineRequest(
    String run, String execution, Instant startedAt, PipelineRequest request) {

  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-]{1,80}");

  public PlanPipelineRequest {
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(execution, "execution");
    Objects.requireNonNull(startedAt, "startedAt");
    Objects.requireNonNull(request, "request");
    if (!ID.matcher(run).matches()) {
      throw new BadRequestException(
          "'" + run + "' is not a run id; use 1 to 80 letters, digits, '-' and '_'");
    }
  }
}
