package dev.batchwright.cli.execution;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.batch.model.S3Location;
import java.util.Objects;

/// What the answer of `Plan chunks` says about a run.
///
/// @param work the run's work prefix
/// @param chunks chunks of the run
/// @param committedBefore how many of them an earlier start of the run committed
/// @param objects input objects
/// @param bytes bytes of them
/// @param published whether the run was published by an earlier start
public record PlanFacts(
    S3Location work,
    long chunks,
    long committedBefore,
    long objects,
    long bytes,
    boolean published) {

  public PlanFacts {
    Objects.requireNonNull(work, "work");
  }

  static PlanFacts of(JsonNode planned) {
    long chunks = planned.path("chunks").asLong();
    JsonNode work = planned.path("work");
    return new PlanFacts(
        new S3Location(work.path("bucket").asText(), work.path("key").asText()),
        chunks,
        chunks - planned.path("pending").asLong(chunks),
        planned.path("objects").asLong(),
        planned.path("bytes").asLong(),
        planned.path("published").asBoolean());
  }

  /// Bytes that are left for this start, as far as chunks are of one size.
  long pendingBytes() {
    return chunks == 0 ? 0 : (long) (bytes * ((double) (chunks - committedBefore) / chunks));
  }
}
