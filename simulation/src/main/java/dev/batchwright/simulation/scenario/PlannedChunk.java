package dev.batchwright.simulation.scenario;

import java.util.List;
import java.util.Objects;

/// A chunk as the run has planned it.
///
/// @param number its number
/// @param segments what it reads, in order
public record PlannedChunk(int number, List<Segment> segments) {

  public PlannedChunk {
    segments = List.copyOf(segments);
  }

  /// The bytes `[startByte, endByte)` of one version of an input object.
  ///
  /// @param object key and ETag of the version
  /// @param startByte where it starts
  /// @param endByte one past its end
  public record Segment(String object, long startByte, long endByte) {

    public Segment {
      Objects.requireNonNull(object, "object");
    }

    /// Whether a row of this version that starts here is the segment's own.
    boolean owns(String version, long rowStartByte) {
      return object.equals(version) && rowStartByte >= startByte && rowStartByte < endByte;
    }
  }
}
