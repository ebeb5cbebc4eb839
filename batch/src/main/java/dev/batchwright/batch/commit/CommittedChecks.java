package dev.batchwright.batch.commit;

import dev.batchwright.batch.transform.Tally;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// What one attempt saw of the job's checks in the rows that it wrote.
///
/// @param tallies a tally for each check that looks at rows
/// @param keys keys that have to be unique in the whole output, as sorted runs; where there are any
public record CommittedChecks(List<Tally> tallies, Optional<ShuffleObject> keys) {

  public CommittedChecks {
    tallies = List.copyOf(tallies);
    Objects.requireNonNull(keys, "keys");
  }

  /// That of an attempt, or nothing where it checked nothing.
  public static Optional<CommittedChecks> of(List<Tally> tallies, Optional<ShuffleObject> keys) {
    return tallies.isEmpty() ? Optional.empty() : Optional.of(new CommittedChecks(tallies, keys));
  }

  /// Bytes that were written for them.
  public long writtenBytes() {
    return keys.map(it -> it.object().sizeBytes()).orElse(0L);
  }
}
