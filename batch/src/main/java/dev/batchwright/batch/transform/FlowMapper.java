package dev.batchwright.batch.transform;

import dev.batchwright.batch.formats.ObjectBytes;
import dev.batchwright.batch.formats.ReadLimits;
import dev.batchwright.batch.formats.RowReader;
import dev.batchwright.batch.formats.RowReaders;
import dev.batchwright.batch.model.BadInputException;
import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.RowCounts;
import dev.batchwright.batch.model.Segment;
import dev.batchwright.batch.model.SegmentAccount;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Predicate;

/// Reads the rows of segments and sends each through the front half of a flow.
final class FlowMapper implements Mapper {

  private final FrontHalf front;
  private final RowReaders readers;
  private final ReadLimits limits;
  private final RefusalSink refusals;
  private final Predicate<String> splittable;
  private long number;

  /// @param splittable tells of an object's key whether the object is plain
  FlowMapper(
      FrontHalf front,
      RowReaders readers,
      ReadLimits limits,
      RefusalSink refusals,
      Predicate<String> splittable) {
    this.front = front;
    this.readers = readers;
    this.limits = limits;
    this.refusals = refusals;
    this.splittable = splittable;
  }

  @Override
  public SegmentAccount scan(ObjectBytes bytes, Segment segment, OptionalLong knownRowStart)
      throws IOException {
    front.nextSegment();
    return splittable.test(RowReaders.keyOf(bytes))
        ? scanPlain(bytes, segment, knownRowStart)
        : scanCompressed(bytes, segment);
  }

  private SegmentAccount scanPlain(ObjectBytes bytes, Segment segment, OptionalLong known)
      throws IOException {
    long start = segment.startByte();
    long end = segment.endByte();
    long sizeBytes = segment.object().sizeBytes();
    if (known.isPresent() && known.getAsLong() >= end && start > 0) {
      long next = Math.min(known.getAsLong(), sizeBytes);
      return new SegmentAccount(segment, next, next, RowCounts.NONE);
    }
    boolean guess = known.isEmpty() && start > 0;
    try (RowReader reader =
        guess
            ? readers.openSomewhere(bytes, start, end, limits)
            : readers.openRow(bytes, known.orElse(start), end, limits)) {
      long first =
          start == 0 ? 0 : guess ? Math.max(start, reader.nextRowByte()) : known.orElse(start);
      RowCounts rows = readAll(bytes, reader);
      return new SegmentAccount(
          segment, first, Math.max(first, Math.min(reader.nextRowByte(), sizeBytes)), rows);
    }
  }

  private SegmentAccount scanCompressed(ObjectBytes bytes, Segment segment) throws IOException {
    if (segment.startByte() != 0 || segment.endByte() != segment.object().sizeBytes()) {
      throw new IllegalArgumentException(
          segment.place() + " is a part of a compressed object, which cannot be cut");
    }
    try (RowReader reader = readers.openStart(bytes, Long.MAX_VALUE, limits)) {
      RowCounts rows = readAll(bytes, reader);
      return new SegmentAccount(segment, 0, segment.endByte(), rows);
    }
  }

  private RowCounts readAll(ObjectBytes bytes, RowReader reader) throws IOException {
    if (!bind(bytes, reader)) {
      return RowCounts.NONE;
    }
    RowsOfSegment rows = new RowsOfSegment(bytes.place(), reader, front.sink(), refusals, number);
    number = front.blocks().isPresent() ? rows.takeBlocks(front.blocks().get()) : rows.takeRows();
    return rows.counts();
  }

  /// @return false where the object has no header, and so no rows
  private boolean bind(ObjectBytes bytes, RowReader reader) {
    try {
      return front.bind(reader, bytes.place());
    } catch (BadRequestException e) {
      throw new BadInputException(String.valueOf(e.getMessage()), e);
    }
  }

  @Override
  public long finish() throws IOException {
    return front.finish();
  }

  @Override
  public List<Tally> tallies() {
    return front.checks().tallies();
  }
}
