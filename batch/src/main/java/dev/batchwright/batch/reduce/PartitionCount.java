package dev.batchwright.batch.reduce;

import dev.batchwright.batch.model.BadRequestException;
import java.util.OptionalInt;

/// Chooses how many partitions a shuffle has.
final class PartitionCount {

  /// A second or two of a worker's time, as a chunk's.
  static final long TARGET_BYTES = 64L << 20;

  /// A partition of this size takes a worker some 40 seconds, so that two attempts fit into the
  /// five minutes of an Express child.
  static final long MAX_BYTES = 2L << 30;

  /// Slices that a planner holds in memory, 16 bytes each; and each is a GET at least: 2 million
  /// cost $0.80 and take one prefix six minutes at 5,500 a second.
  static final int MAX_SLICES = 2_000_000;

  private PartitionCount() {}

  /// @param bytes bytes of all sorted runs
  /// @param runs how many there are
  /// @param option the user's own choice
  /// @throws BadRequestException when the shuffle is too large
  static int choose(long bytes, int runs, OptionalInt option) {
    long most = Math.max(1, MAX_SLICES / Math.max(1, runs));
    if (option.isPresent()) {
      if (option.getAsInt() > most) {
        throw refused(bytes, runs, option.getAsInt());
      }
      return option.getAsInt();
    }
    long wanted = Math.min(Math.max(1, (bytes + TARGET_BYTES - 1) / TARGET_BYTES), most);
    if (bytes / wanted > MAX_BYTES) {
      throw refused(bytes, runs, bytes / MAX_BYTES + 1);
    }
    return (int) wanted;
  }

  private static BadRequestException refused(long bytes, int runs, long partitions) {
    return new BadRequestException(
        ("the shuffle has %d bytes in %d sorted runs; %d partitions of it are %d slices, more than"
                + " %d, and S3 takes a request for each. Use AWS Glue or EMR for this job, set fewer"
                + " partitions, or make larger chunks")
            .formatted(bytes, runs, partitions, runs * partitions, MAX_SLICES));
  }
}
