package dev.batchwright.batch.model;

import java.util.Objects;

/// A run's work prefix, which is all that a stage needs to find the rest.
///
/// @param work `s3://bucket/output/_batchwright/run/`
public record WorkRef(S3Location work) {

  public WorkRef {
    Objects.requireNonNull(work, "work");
  }
}
