package dev.batchwright.batch.transform;

import dev.batchwright.batch.model.CheckExample;
import dev.batchwright.batch.model.CheckResult;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// What one worker saw of one check, in the rows that it wrote. Tallies of all workers add up.
///
/// @param check the check's name
/// @param rows rows written
/// @param failing rows in which it fails; 0 for one of uniqueness, which no worker can tell alone
/// @param keys rows whose keys were handed on to be compared with those of other workers
/// @param examples the first rows in which it fails
public record Tally(String check, long rows, long failing, long keys, List<CheckExample> examples) {

  public Tally {
    Objects.requireNonNull(check, "check");
    examples = List.copyOf(examples);
  }

  /// That of no rows.
  public static Tally none(String check) {
    return new Tally(check, 0, 0, 0, List.of());
  }

  /// That of both workers' rows, the other's being the later ones.
  public Tally plus(Tally other) {
    List<CheckExample> first = new ArrayList<>(examples);
    for (CheckExample example : other.examples) {
      if (first.size() < CheckResult.MAX_EXAMPLES) {
        first.add(example);
      }
    }
    return new Tally(check, rows + other.rows, failing + other.failing, keys + other.keys, first);
  }
}
