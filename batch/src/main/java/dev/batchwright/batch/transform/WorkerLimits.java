package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.ReadLimits;
import dev.batchwright.batch.model.RunOptions;
import java.util.Objects;

/// What one worker may hold in memory and read, whatever the size of its chunk.
///
/// @param stateBytes for groups that are being aggregated; when it is used up they are handed to
///   the shuffle and the worker goes on with none
/// @param reading for rows and for what is unpacked
public record WorkerLimits(long stateBytes, ReadLimits reading) {

  /// 32 MiB of groups.
  public static final WorkerLimits DEFAULT = new WorkerLimits(32L << 20, ReadLimits.DEFAULT);

  public WorkerLimits {
    Objects.requireNonNull(reading, "reading");
    if (stateBytes < 1 << 16) {
      throw new IllegalArgumentException(
          "stateBytes %d: expected at least 64 KiB".formatted(stateBytes));
    }
  }

  /// Limits of groups and rows, as far as they are not the default.
  public WorkerLimits(long stateBytes, int rowBytes) {
    this(stateBytes, new ReadLimits(rowBytes, ReadLimits.DEFAULT.decodedBytes()));
  }

  /// What the run's options say, and for the rest these.
  public WorkerLimits with(RunOptions options) {
    return new WorkerLimits(stateBytes, reading.with(options));
  }
}
