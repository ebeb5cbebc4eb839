package dev.batchwright.batch.model;

import java.util.Objects;

/// What the report of a failure is asked.
///
/// @param work the run's work prefix
/// @param failure what the state machine knows of it
public record FailureRequest(S3Location work, RunFailure failure) {

  public FailureRequest {
    Objects.requireNonNull(work, "work");
    Objects.requireNonNull(failure, "failure");
  }
}
