package dev.batchwright.cli.execution;

import com.fasterxml.jackson.databind.JsonNode;

/// What the answer of `Plan chunks` says about a run.
///
/// @param chunks chunks of the run
/// @param committedBefore how many of them an earlier start of the run committed
/// @param objects input objects
/// @param bytes bytes of them
/// @param published whether the run was published by an earlier start
public record PlanFacts(
    long chunks, long committedBefore, long objects, long bytes, boolean published) {

  static PlanFacts of(JsonNode planned) {
    long chunks = planned.path("chunks").asLong();
    return new PlanFacts(
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
