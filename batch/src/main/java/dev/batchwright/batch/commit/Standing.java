package dev.batchwright.batch.commit;

import java.util.Objects;

/// How a chunk stands: committed, or not, or committed from a row start that does not fit its
/// neighbour's end, or that no neighbour confirms.
public sealed interface Standing {

  /// The chunk has a commit that fits.
  ///
  /// @param commit the winner
  record Committed(MapCommit commit) implements Standing {
    public Committed {
      Objects.requireNonNull(commit, "commit");
    }
  }

  /// The chunk has no commit.
  record Missing() implements Standing {}

  /// The chunk has a commit, and the chunk before it has none that fits: where a row may hold line
  /// breaks, nobody can say whether its first row is one. As long as that is so, its rows count no
  /// more than those of a chunk without a commit.
  record Unconfirmed() implements Standing {}

  /// The chunk has commits, none of which starts where its neighbour ends.
  ///
  /// @param foundRowByte where its first row starts as it guessed
  /// @param expectedRowByte where its neighbour says that it starts
  record Misfit(long foundRowByte, long expectedRowByte) implements Standing {}
}
