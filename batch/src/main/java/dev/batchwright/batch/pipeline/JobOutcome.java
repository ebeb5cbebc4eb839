package dev.batchwright.batch.pipeline;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Objects;

/// What became of a job of a pipeline. Beside what is named here it carries what the run said, for
/// whoever reads the execution.
///
/// @param job its name in the pipeline
/// @param status what became of it
@JsonIgnoreProperties(ignoreUnknown = true)
public record JobOutcome(String job, Status status) {

  public JobOutcome {
    Objects.requireNonNull(job, "job");
    Objects.requireNonNull(status, "status");
  }

  /// How a job ended.
  public enum Status {
    /// Its output is published.
    @JsonProperty("published")
    PUBLISHED,
    /// Its run failed.
    @JsonProperty("failed")
    FAILED,
    /// It was not run, since something that it depends on is not published.
    @JsonProperty("skipped")
    SKIPPED
  }
}
