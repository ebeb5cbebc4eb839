package dev.batchwright.batch.pipeline;

import dev.batchwright.batch.model.S3Location;
import java.util.List;
import java.util.Objects;

/// What the planning of a pipeline answers.
///
/// @param pipeline the pipeline's name
/// @param run the pipeline run's id
/// @param work prefix of what this execution writes down
/// @param jobs the jobs, each after all that it depends on
public record PlannedPipeline(String pipeline, String run, S3Location work, List<PlannedJob> jobs) {

  public PlannedPipeline {
    Objects.requireNonNull(pipeline, "pipeline");
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(work, "work");
    jobs = List.copyOf(jobs);
  }
}
