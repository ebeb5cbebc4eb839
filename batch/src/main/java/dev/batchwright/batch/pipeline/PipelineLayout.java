package dev.batchwright.batch.pipeline;

import dev.batchwright.batch.model.S3Location;
import java.util.Objects;

/// Where everything of one execution of a pipeline is, below its work prefix
/// `s3://data-bucket/pipelines/run/execution/`.
///
/// An execution that goes on with a run has a prefix of its own: what failed before is tried anew,
/// and what is published says so itself.
///
/// @param work the work prefix, which ends with a slash
record PipelineLayout(S3Location work) {

  PipelineLayout {
    Objects.requireNonNull(work, "work");
  }

  static PipelineLayout of(String dataBucket, String run, String execution) {
    return new PipelineLayout(
        new S3Location(dataBucket, "pipelines/" + run + "/" + execution + "/"));
  }

  /// What became of a job.
  S3Location outcome(String job) {
    return work.plus("outcomes/" + job + ".json");
  }

  /// Prefix of all waits.
  S3Location waits() {
    return work.plus("waits/");
  }

  /// That a job waits, and the token by which it is told to go on.
  S3Location wait(String job) {
    return waits().plus(job + ".json");
  }
}
