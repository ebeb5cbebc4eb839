package dev.batchwright.batch.publish;

import dev.batchwright.batch.model.Published;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What became of a run: `summary.json` in its work prefix.
///
/// @param run the run's id
/// @param job its job
/// @param published whether its output is visible
/// @param error the error's name, where it is not
/// @param reason why not, and what to do
/// @param result what was published, or would have been
/// @param failedChunks the first hundred of the chunks that failed for good
/// @param effects what all winning attempts took
/// @param at when this was written
record Summary(
    String run,
    String job,
    boolean published,
    Optional<String> error,
    Optional<String> reason,
    Optional<Published> result,
    List<String> failedChunks,
    Effects effects,
    Instant at) {

  Summary {
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(job, "job");
    Objects.requireNonNull(error, "error");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(result, "result");
    failedChunks = List.copyOf(failedChunks);
    Objects.requireNonNull(effects, "effects");
    Objects.requireNonNull(at, "at");
  }
}
