package dev.batchwright.batch.commit;

import dev.batchwright.batch.storage.Storage;
import dev.batchwright.batch.transform.WorkerLimits;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Supplier;

/// What every stage is given from outside, so that tests can hand in all of it.
///
/// @param storage the object store
/// @param clock what time it is
/// @param attemptIds a new id for every attempt: letters, digits and `-` only
/// @param limits what one worker may hold in memory
/// @param worker who does the work, for the commit; a log stream, a host, a process
public record StageEnvironment(
    Storage storage,
    InstantSource clock,
    Supplier<String> attemptIds,
    WorkerLimits limits,
    String worker) {

  public StageEnvironment {
    Objects.requireNonNull(storage, "storage");
    Objects.requireNonNull(clock, "clock");
    Objects.requireNonNull(attemptIds, "attemptIds");
    Objects.requireNonNull(limits, "limits");
    Objects.requireNonNull(worker, "worker");
  }
}
