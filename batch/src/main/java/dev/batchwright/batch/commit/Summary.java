package dev.batchwright.batch.commit;

import dev.batchwright.batch.model.CheckResult;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.Published;
import dev.batchwright.batch.model.RowCounts;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.WorkLayout;
import dev.batchwright.batch.storage.Storage;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What became of a run, in its work prefix: `summary.json`, which publish writes, or where a run
/// failed `failed.json`, which publish writes that refused, or the report of the failure.
///
/// @param run the run's id
/// @param job its job
/// @param published whether its output is visible
/// @param error the error's name, where it is not
/// @param reason why not, and what to do
/// @param result what was published, or would have been; empty where it did not come to that
/// @param rows what became of the rows of all committed chunks
/// @param checks what came of the job's checks; none where the run failed before they were held
/// @param failedChunks the first hundred of the chunks that failed for good
/// @param effects what all winning attempts took
/// @param at when this was written
public record Summary(
    String run,
    String job,
    boolean published,
    Optional<String> error,
    Optional<String> reason,
    Optional<Published> result,
    RowCounts rows,
    List<CheckResult> checks,
    List<String> failedChunks,
    Effects effects,
    Instant at) {

  /// Failed chunks that are named; of more only the number is kept.
  public static final int NAMED_CHUNKS = 100;

  public Summary {
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(job, "job");
    Objects.requireNonNull(error, "error");
    Objects.requireNonNull(reason, "reason");
    Objects.requireNonNull(result, "result");
    Objects.requireNonNull(rows, "rows");
    checks = List.copyOf(checks);
    failedChunks = List.copyOf(failedChunks);
    Objects.requireNonNull(effects, "effects");
    Objects.requireNonNull(at, "at");
  }

  /// The summary in a work prefix, if there is one: that of publishing, whatever failed before it
  /// or beside it.
  public static Optional<Summary> find(Storage storage, WorkLayout layout) {
    return find(storage, layout.summary()).or(() -> find(storage, layout.failedSummary()));
  }

  private static Optional<Summary> find(Storage storage, S3Location at) {
    return storage.get(at).map(bytes -> Json.read(bytes, Summary.class, at.uri()));
  }

  /// Writes it, over one of an earlier start that ended in the same way.
  public void write(Storage storage, WorkLayout layout) {
    byte[] json = Json.write(this);
    storage.put(published ? layout.summary() : layout.failedSummary(), json, 0, json.length);
  }
}
