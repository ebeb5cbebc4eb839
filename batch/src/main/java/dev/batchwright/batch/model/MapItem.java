package dev.batchwright.batch.model;

import java.util.Objects;
import java.util.OptionalLong;

/// An item of the map stage: where its chunk stands in the list of chunks.
///
/// @param chunk the chunk's number
/// @param startByte where the chunk's line starts in the list of chunks
/// @param endByte one past the line's end
/// @param knownRowStart where the chunk's first row starts, once its neighbour has settled that
public record MapItem(int chunk, long startByte, long endByte, OptionalLong knownRowStart) {

  public MapItem {
    Objects.requireNonNull(knownRowStart, "knownRowStart");
    if (chunk < 0 || startByte < 0 || endByte <= startByte) {
      throw new IllegalArgumentException(
          "chunk %d at [%d, %d) is no item".formatted(chunk, startByte, endByte));
    }
  }
}
