package dev.batchwright.batch.pipeline;

import dev.batchwright.batch.model.S3Location;
import java.util.List;
import java.util.Objects;

/// A job waits for what it depends on.
///
/// @param work the pipeline execution's work prefix
/// @param job the job that waits
/// @param after what it waits for
/// @param token the task token by which it is told to go on
public record AwaitRequest(S3Location work, String job, List<String> after, String token) {

  public AwaitRequest {
    Objects.requireNonNull(work, "work");
    Objects.requireNonNull(job, "job");
    after = List.copyOf(after);
    Objects.requireNonNull(token, "token");
  }
}
