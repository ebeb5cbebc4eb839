package dev.batchwright.cli;

import dev.batchwright.batch.pipeline.PipelineRequest;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What a user asks `batchwright pipeline` for.
///
/// @param request the pipeline
/// @param runId the pipeline run's id, where the user gives one
/// @param settings the settings file, for the local target
/// @param jars jars with the user's jobs, for the local target
/// @param target where it runs
/// @param json whether the result is to be JSON
record PipelineOrder(
    PipelineRequest request,
    Optional<String> runId,
    Optional<Path> settings,
    List<Path> jars,
    TargetOptions target,
    boolean json) {

  PipelineOrder {
    jars = List.copyOf(jars);
  }
}
