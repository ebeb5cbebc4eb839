package dev.batchwright.cli.progress;

import java.time.Duration;
import java.util.Objects;
import java.util.OptionalLong;

/// How far a run is at one moment.
///
/// @param state the state that it is in, as the AWS console names it
/// @param noun what its items are: `chunks` or `partitions`
/// @param done items that are done, those of earlier starts of the run among them
/// @param total items that there are; 0 while that is not known
/// @param failed items that failed for good
/// @param retries attempts beyond an item's first
/// @param bytes bytes read so far by this start
/// @param remainingBytes bytes that this start has yet to read
/// @param rows rows read, where that is known
/// @param elapsed since the run was started
public record Snapshot(
    String state,
    String noun,
    long done,
    long total,
    long failed,
    long retries,
    long bytes,
    long remainingBytes,
    OptionalLong rows,
    Duration elapsed) {

  /// A rate over a shorter time says nothing.
  private static final long MIN_MILLIS = 50;

  public Snapshot {
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(noun, "noun");
    Objects.requireNonNull(rows, "rows");
    Objects.requireNonNull(elapsed, "elapsed");
  }

  /// Bytes a second since the start, 0 while that cannot be said.
  long bytesPerSecond() {
    long millis = elapsed.toMillis();
    return millis < MIN_MILLIS ? 0 : bytes * 1000 / millis;
  }

  /// Seconds until all is read at the rate so far, where that can be said.
  OptionalLong etaSeconds() {
    long rate = bytesPerSecond();
    return rate == 0 || remainingBytes == 0
        ? OptionalLong.empty()
        : OptionalLong.of((remainingBytes + rate - 1) / rate);
  }

  /// Share that is done, [0, 1].
  double share() {
    return total == 0 ? 0 : Math.min(1, (double) done / total);
  }

  /// Whether somebody who saw `other` learns something from this one.
  boolean tellsMoreThan(Snapshot other) {
    return !state.equals(other.state)
        || done != other.done
        || total != other.total
        || failed != other.failed
        || retries != other.retries;
  }
}
