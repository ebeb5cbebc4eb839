package dev.batchwright.batch.commit;

import dev.batchwright.batch.model.InputObject;
import java.util.List;
import java.util.Objects;

/// What one map attempt handed to the shuffle: one object of sorted runs.
///
/// @param object where it is
/// @param entries entries in it
/// @param runs its sorted runs, in the order in which they were written
public record ShuffleObject(InputObject object, long entries, List<SortedRun> runs) {

  public ShuffleObject {
    Objects.requireNonNull(object, "object");
    runs = List.copyOf(runs);
    if (runs.isEmpty() || runs.stream().mapToLong(SortedRun::entries).sum() != entries) {
      throw new IllegalArgumentException(
          object.place() + ": " + entries + " entries are not those of its runs " + runs);
    }
  }
}
