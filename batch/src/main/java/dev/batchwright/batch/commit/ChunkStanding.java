package dev.batchwright.batch.commit;

import dev.batchwright.batch.model.Chunk;
import java.util.Objects;

/// A chunk of the plan, where it stands in the list of chunks, and how it stands.
///
/// @param chunk the chunk
/// @param startByte where its line starts in the list
/// @param endByte one past the line's end
/// @param standing what became of it
public record ChunkStanding(Chunk chunk, long startByte, long endByte, Standing standing) {

  public ChunkStanding {
    Objects.requireNonNull(chunk, "chunk");
    Objects.requireNonNull(standing, "standing");
  }
}
