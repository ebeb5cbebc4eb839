package dev.batchwright.batch.plan;

/// What the planner chooses chunks by, where the run does not say.
///
/// @param maxConcurrency workers at once
/// @param minChunkBytes chunks are not chosen smaller than this
/// @param maxChunkBytes nor larger, as long as there are not too many
public record PlanLimits(int maxConcurrency, long minChunkBytes, long maxChunkBytes) {

  /// Chunks a worker should get at least, so that a slow one is not the whole run's tail.
  static final int CHUNKS_PER_WORKER = 3;

  /// On AWS: as many workers as an account has by default (1,000), 64 MiB at most (a second or two
  /// of a one-core worker; 1 TB is then 15,000 children, dispatched in 15 s), 16 MiB at least,
  /// under which starting a worker costs more than its work.
  public static final PlanLimits AWS = new PlanLimits(1_000, 16L << 20, 64L << 20);

  /// In one process: one worker a core, which costs nothing to start.
  public static PlanLimits embedded(int cores) {
    return new PlanLimits(Math.max(1, cores), 1L << 20, 64L << 20);
  }

  public PlanLimits {
    if (maxConcurrency < 1 || minChunkBytes < 1 || maxChunkBytes < minChunkBytes) {
      throw new IllegalArgumentException(
          "%d workers, chunks of %d to %d bytes"
              .formatted(maxConcurrency, minChunkBytes, maxChunkBytes));
    }
  }
}
