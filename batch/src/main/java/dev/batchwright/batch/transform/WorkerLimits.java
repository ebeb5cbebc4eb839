package dev.batchwright.batch.transform;

/// What one worker may hold in memory, whatever the size of its chunk.
///
/// @param stateBytes for groups that are being aggregated; when it is used up they are handed to
///   the shuffle and the worker goes on with none
/// @param rowBytes the longest row that is read; a longer one is refused
public record WorkerLimits(long stateBytes, int rowBytes) {

  /// 32 MiB of groups and rows of up to 8 MiB: with the read and write buffers of a worker that
  /// stays well under 256 MiB of heap.
  public static final WorkerLimits DEFAULT = new WorkerLimits(32L << 20, 8 << 20);

  public WorkerLimits {
    if (stateBytes < 1 << 16 || rowBytes < 1 << 10) {
      throw new IllegalArgumentException(
          "stateBytes %d, rowBytes %d: expected at least 64 KiB and 1 KiB"
              .formatted(stateBytes, rowBytes));
    }
  }
}
