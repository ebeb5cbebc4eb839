package dev.batchwright.batch.plan;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.Chunk;
import dev.batchwright.batch.model.RunOptions;

/// Chooses the size of a chunk.
final class ChunkSize {

  /// More chunks than this are made larger instead: ten thousand workers then still have ten each,
  /// and a ledger of this many commits is read in a minute.
  static final int ENOUGH_CHUNKS = 100_000;

  private ChunkSize() {}

  /// The option where there is one; otherwise so that every worker gets
  /// [PlanLimits#CHUNKS_PER_WORKER] chunks, within the limits.
  ///
  /// @throws BadRequestException when the option makes too many chunks
  static long choose(long totalBytes, RunOptions options, PlanLimits limits) {
    if (options.chunkBytes().isPresent()) {
      long chosen = options.chunkBytes().getAsLong();
      long chunks = (totalBytes + chosen - 1) / chosen;
      if (chunks > Chunk.MAX_CHUNKS) {
        throw tooMany(totalBytes, chosen);
      }
      return chosen;
    }
    long workers = options.maxConcurrency().orElse(limits.maxConcurrency());
    long even = totalBytes / (workers * PlanLimits.CHUNKS_PER_WORKER);
    long within = Math.clamp(even, limits.minChunkBytes(), limits.maxChunkBytes());
    return Math.max(within, (totalBytes + ENOUGH_CHUNKS - 1) / ENOUGH_CHUNKS);
  }

  static BadRequestException tooMany(long totalBytes, long chunkBytes) {
    return new BadRequestException(
        "%d bytes in chunks of %d make more than %d chunks; set option chunkBytes to %d or more"
            .formatted(
                totalBytes,
                chunkBytes,
                Chunk.MAX_CHUNKS,
                Math.max(chunkBytes * 2, totalBytes / ENOUGH_CHUNKS)));
  }
}
