package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.ObjectBytes;
import dev.batchwright.batch.model.Segment;
import dev.batchwright.batch.model.SegmentAccount;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;

/// A flow at work on one chunk, by one thread. Segments are given in order, then [#finish()] once.
public interface Mapper {

  /// Reads the rows that the segment owns and hands what becomes of them on.
  ///
  /// @param bytes the segment's object
  /// @param segment the interval to read
  /// @param knownRowStart where the first row starts, when a neighbour has settled that; otherwise
  ///   the mapper looks for the first row boundary itself
  /// @throws IOException when bytes cannot be read or handed on
  SegmentAccount scan(ObjectBytes bytes, Segment segment, OptionalLong knownRowStart)
      throws IOException;

  /// Hands on what is still held, and closes nothing that it did not open.
  ///
  /// @return rows written to the output, or entries handed to the shuffle
  /// @throws IOException when what is held cannot be handed on
  long finish() throws IOException;

  /// What it saw of the job's checks in the rows that it wrote; asked for at the end.
  List<Tally> tallies();
}
