package dev.batchwright.batch.commit;

import dev.batchwright.batch.model.Chunk;
import dev.batchwright.batch.model.InputObject;
import dev.batchwright.batch.model.Segment;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Follows the segments of each object from one to the next: the rows of a segment start where
/// those of its predecessor ended. Of a chunk's commits the one that says so is its winner.
///
/// Behind a chunk that is missing or does not fit, nobody knows where rows start: where that is a
/// guess, chunks up to the end of the object are unconfirmed until the chunk is done again.
final class Chain {

  private Optional<InputObject> object = Optional.empty();
  private OptionalLong nextRowByte = OptionalLong.empty();
  private final boolean guesses;

  /// @param guesses whether a chunk that starts within an object guesses where its first row starts
  Chain(boolean guesses) {
    this.guesses = guesses;
  }

  /// How the next chunk stands, given its commits, the one without a known row start first.
  Standing standing(Chunk chunk, List<MapCommit> commits) {
    Segment first = chunk.segments().getFirst();
    boolean continued = first.startByte() > 0 && object.equals(Optional.of(first.object()));
    OptionalLong expected = continued ? nextRowByte : OptionalLong.empty();
    Segment last = chunk.segments().getLast();
    object = Optional.of(last.object());
    nextRowByte = OptionalLong.empty();
    if (commits.isEmpty()) {
      return new Standing.Missing();
    }
    if (guesses && continued && expected.isEmpty()) {
      return new Standing.Unconfirmed();
    }
    for (MapCommit commit : commits) {
      if (expected.isEmpty() || firstRowByte(commit) == expected.getAsLong()) {
        nextRowByte = OptionalLong.of(commit.accounts().getLast().nextRowByte());
        return new Standing.Committed(commit);
      }
    }
    return new Standing.Misfit(firstRowByte(commits.getFirst()), expected.getAsLong());
  }

  private static long firstRowByte(MapCommit commit) {
    return commit.accounts().getFirst().firstRowByte();
  }
}
