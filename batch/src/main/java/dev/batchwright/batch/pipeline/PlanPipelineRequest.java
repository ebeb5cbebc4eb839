package dev.batchwright.batch.pipeline;

import dev.batchwright.batch.model.PlanRequest;
import java.time.Instant;
import java.util.Objects;

/// What the planning of a pipeline is asked.
///
/// @param run the pipeline run's id: 1 to 80 letters, digits, `-` and `_`
/// @param execution the execution's name, which differs from the run's id where it goes on
/// @param startedAt when the execution began
/// @param request what the user asks for
public record PlanPipelineRequest(
    String run, String execution, Instant startedAt, PipelineRequest request) {

  public PlanPipelineRequest {
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(execution, "execution");
    Objects.requireNonNull(startedAt, "startedAt");
    Objects.requireNonNull(request, "request");
    PlanRequest.checkRun(run);
  }
}
