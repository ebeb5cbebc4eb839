package dev.batchwright.batch.pipeline;

import dev.batchwright.batch.model.RunRequest;
import java.util.List;
import java.util.Objects;

/// One job of a planned pipeline.
///
/// @param job its name in the pipeline
/// @param run its run id, which is the name of the first execution of the run
/// @param again the name of an execution that goes on with the run, where that name is taken
/// @param after jobs that have to be published first
/// @param request what it runs
public record PlannedJob(
    String job, String run, String again, List<String> after, RunRequest request) {

  public PlannedJob {
    Objects.requireNonNull(job, "job");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(again, "again");
    after = List.copyOf(after);
    Objects.requireNonNull(request, "request");
  }
}
