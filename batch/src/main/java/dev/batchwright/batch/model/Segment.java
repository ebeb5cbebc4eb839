package dev.batchwright.batch.model;

import java.util.Objects;

/// The byte interval `[startByte, endByte)` of one input object.
///
/// A row belongs to the segment in which its first byte lies. A worker therefore starts reading one
/// byte before `startByte` (to see whether a row ends exactly there), skips to the first row that
/// starts at or after `startByte`, and reads past `endByte` to finish its last row.
///
/// @param object the object that the interval is of
/// @param startByte first byte, 0 or more
/// @param endByte one past the last byte, at most the object's size
public record Segment(InputObject object, long startByte, long endByte) {

  public Segment {
    Objects.requireNonNull(object, "object");
    if (startByte < 0 || endByte < startByte || endByte > object.sizeBytes()) {
      throw new IllegalArgumentException(
          "[%d, %d) is not an interval of %s with %d bytes"
              .formatted(startByte, endByte, object.place(), object.sizeBytes()));
    }
  }

  /// Number of bytes in the interval.
  public long lengthBytes() {
    return endByte - startByte;
  }

  /// The segment as messages name it: `s3://bucket/key@etag bytes [start, end)`.
  public String place() {
    return object.place() + " bytes [" + startByte + ", " + endByte + ")";
  }
}
