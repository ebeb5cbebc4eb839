package dev.batchwright.batch.model;

import java.util.List;

/// What one map worker takes: one segment of a large object, or several small objects whole.
///
/// A segment that starts within its object is therefore alone in its chunk.
///
/// @param number the chunk's number in its run, from 0
/// @param segments what is read, in this order; at least one
public record Chunk(int number, List<Segment> segments) {

  /// Chunks that a run may have, so that six digits name each: a Distributed Map takes 100 million
  /// items, but a run of more than a million would spend its time on starting workers.
  public static final int MAX_CHUNKS = 1_000_000;

  public Chunk {
    segments = List.copyOf(segments);
    if (number < 0 || number >= MAX_CHUNKS || segments.isEmpty()) {
      throw new IllegalArgumentException(
          "chunk %d of %d segments: expected a number in [0, %d) and a segment"
              .formatted(number, segments.size(), MAX_CHUNKS));
    }
    if (segments.size() > 1 && segments.stream().anyMatch(s -> s.startByte() > 0)) {
      throw new IllegalArgumentException(
          "chunk " + number + " packs a segment that starts within its object");
    }
  }

  /// Bytes of all segments.
  public long lengthBytes() {
    return segments.stream().mapToLong(Segment::lengthBytes).sum();
  }

  /// The chunk as messages name it.
  public String place() {
    String more = segments.size() > 1 ? " and " + (segments.size() - 1) + " more" : "";
    return "chunk " + number + " (" + segments.getFirst().place() + more + ")";
  }
}
