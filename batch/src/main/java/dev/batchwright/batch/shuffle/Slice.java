package dev.batchwright.batch.shuffle;

import dev.batchwright.batch.model.InputObject;
import java.util.Objects;

/// The blocks of one sorted run that hold a partition's keys, and at their ends maybe neighbours'.
///
/// @param object the shuffle object
/// @param startByte where the first block starts
/// @param endByte one past the last block
public record Slice(InputObject object, long startByte, long endByte) {

  public Slice {
    Objects.requireNonNull(object, "object");
    if (startByte < 0 || endByte <= startByte || endByte > object.sizeBytes()) {
      throw new IllegalArgumentException(
          "[%d, %d) is no slice of %s".formatted(startByte, endByte, object.place()));
    }
  }

  /// Its length.
  public long lengthBytes() {
    return endByte - startByte;
  }

  /// The slice as messages name it.
  String place() {
    return object.place() + " bytes [" + startByte + ", " + endByte + ")";
  }
}
