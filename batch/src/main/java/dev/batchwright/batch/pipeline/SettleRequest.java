package dev.batchwright.batch.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.batch.model.S3Location;
import java.util.Objects;

/// A job has ended.
///
/// @param work the pipeline execution's work prefix
/// @param outcome a [JobOutcome], with what else the run said
public record SettleRequest(S3Location work, JsonNode outcome) {

  public SettleRequest {
    Objects.requireNonNull(work, "work");
    Objects.requireNonNull(outcome, "outcome");
  }
}
