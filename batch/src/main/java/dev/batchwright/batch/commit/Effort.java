package dev.batchwright.batch.commit;

import dev.batchwright.batch.storage.RequestKind;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;

/// What an attempt took.
///
/// @param bytesRead bytes of input or shuffle that it was about
/// @param bytesWritten bytes of output, shuffle and quarantine
/// @param requests requests to the object store as sent, by kind, without the commit's own
/// @param hedges those of the requests that were sent because another one took too long
/// @param startedAt when it began
/// @param endedAt when it was ready to commit
/// @param worker who did it
public record Effort(
    long bytesRead,
    long bytesWritten,
    Map<RequestKind, Long> requests,
    long hedges,
    Instant startedAt,
    Instant endedAt,
    String worker) {

  public Effort {
    requests = Map.copyOf(requests);
    Objects.requireNonNull(startedAt, "startedAt");
    Objects.requireNonNull(endedAt, "endedAt");
    Objects.requireNonNull(worker, "worker");
  }
}
