package dev.batchwright.batch.model;

/// How much a run reads.
///
/// @param objects input objects, empty ones included
/// @param bytes bytes of all of them
/// @param chunks chunks that they are cut into
/// @param chunkBytes the size that was chosen for a chunk
public record PlanTotals(long objects, long bytes, int chunks, long chunkBytes) {

  public PlanTotals {
    if (objects < 1 || bytes < 1 || chunks < 1 || chunkBytes < 1) {
      throw new IllegalArgumentException(
          "%d objects, %d bytes, %d chunks of %d".formatted(objects, bytes, chunks, chunkBytes));
    }
  }
}
