package dev.batchwright.batch.commit;

import dev.batchwright.batch.storage.RequestKind;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/// What all winning attempts of a run took.
///
/// @param attempts winners
/// @param bytesRead bytes of input and shuffle that they were about
/// @param bytesWritten bytes that they wrote
/// @param requests their requests to the object store, by kind
/// @param hedges those of the requests that were sent because another one took too long
/// @param busyMillis the sum of their times
/// @param startedAt when the first began
/// @param endedAt when the last was ready
public record Effects(
    long attempts,
    long bytesRead,
    long bytesWritten,
    Map<RequestKind, Long> requests,
    long hedges,
    long busyMillis,
    Optional<Instant> startedAt,
    Optional<Instant> endedAt) {

  /// Of no attempts.
  public static final Effects NONE =
      new Effects(0, 0, 0, Map.of(), 0, 0, Optional.empty(), Optional.empty());

  public Effects {
    requests = Map.copyOf(requests);
    Objects.requireNonNull(startedAt, "startedAt");
    Objects.requireNonNull(endedAt, "endedAt");
  }

  /// These and what one more winner took, with the request of its commit.
  public Effects plus(Effort effort) {
    Map<RequestKind, Long> sum = new EnumMap<>(RequestKind.class);
    sum.putAll(requests);
    effort.requests().forEach((kind, count) -> sum.merge(kind, count, Long::sum));
    sum.merge(RequestKind.PUT, 1L, Long::sum);
    return new Effects(
        attempts + 1,
        bytesRead + effort.bytesRead(),
        bytesWritten + effort.bytesWritten(),
        sum,
        hedges + effort.hedges(),
        busyMillis + effort.endedAt().toEpochMilli() - effort.startedAt().toEpochMilli(),
        startedAt
            .filter(at -> at.isBefore(effort.startedAt()))
            .or(() -> Optional.of(effort.startedAt())),
        endedAt.filter(at -> at.isAfter(effort.endedAt())).or(() -> Optional.of(effort.endedAt())));
  }
}
