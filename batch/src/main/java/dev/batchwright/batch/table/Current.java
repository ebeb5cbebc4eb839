package dev.batchwright.batch.table;

import java.time.Instant;
import java.util.List;
import java.util.Objects;

/// What `_current.json` says: the run that readers of a table see.
///
/// @param run the run's id
/// @param output the prefix of its output, with a last slash
/// @param manifest URI of its manifest
/// @param generation how often the pointer was moved, from 1
/// @param movedBy what moved it last
/// @param movedAt when
/// @param order what a run has to be after in order to move it
/// @param earlier the runs that were current before, the last one first
public record Current(
    String run,
    String output,
    String manifest,
    long generation,
    MovedBy movedBy,
    Instant movedAt,
    Order order,
    List<Entry> earlier) {

  /// Earlier runs that are remembered: a rollback goes back by a few.
  static final int MAX_EARLIER = 50;

  /// What moves a pointer.
  public enum MovedBy {
    /// A run that published.
    PUBLISH,
    /// An operator.
    ROLLBACK
  }

  /// A run of the table.
  ///
  /// @param run its id
  /// @param output the prefix of its output
  public record Entry(String run, String output) {
    public Entry {
      Objects.requireNonNull(run, "run");
      Objects.requireNonNull(output, "output");
    }
  }

  public Current {
    Objects.requireNonNull(run, "run");
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(manifest, "manifest");
    Objects.requireNonNull(movedBy, "movedBy");
    Objects.requireNonNull(movedAt, "movedAt");
    Objects.requireNonNull(order, "order");
    earlier = List.copyOf(earlier);
  }

  /// The run itself as an entry.
  Entry entry() {
    return new Entry(run, output);
  }
}
