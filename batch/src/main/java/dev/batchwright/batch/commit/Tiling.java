package dev.batchwright.batch.commit;

import dev.batchwright.batch.model.Chunk;
import dev.batchwright.batch.model.InputObject;
import dev.batchwright.batch.model.PlanTotals;
import dev.batchwright.batch.model.Segment;
import dev.batchwright.batch.model.SegmentAccount;
import dev.batchwright.batch.model.SegmentChecksum;
import dev.batchwright.batch.model.UnbalancedException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Holds what was read against what was planned: the segments tile every object, and so do the rows
/// that were read of them, byte for byte, without gap or overlap.
///
/// A chunk that failed for good leaves a gap whose size is known: its neighbours' rows end and
/// start where its own would have.
final class Tiling {

  private final PlanTotals totals;
  private Optional<InputObject> object = Optional.empty();
  private long segmentsEndByte;
  private OptionalLong rowsEndByte = OptionalLong.of(0);
  private Optional<SegmentChecksum> checksum = Optional.empty();
  private int nextChunk;
  private long bytes;

  Tiling(PlanTotals totals) {
    this.totals = totals;
  }

  /// Takes the next chunk, with its winner where it has one.
  ///
  /// @throws UnbalancedException when it leaves a gap or an overlap
  void add(Chunk chunk, Optional<MapCommit> winner) {
    if (chunk.number() != nextChunk++) {
      throw wrong(chunk, "comes after chunk " + (nextChunk - 2) + " in the plan");
    }
    List<SegmentAccount> accounts = winner.map(MapCommit::accounts).orElse(List.of());
    if (winner.isPresent() && accounts.size() != chunk.segments().size()) {
      throw wrong(
          chunk,
          "has %d segments, its commit tells of %d"
              .formatted(chunk.segments().size(), accounts.size()));
    }
    for (int i = 0; i < chunk.segments().size(); i++) {
      Segment segment = chunk.segments().get(i);
      follow(chunk, segment);
      if (winner.isPresent()) {
        account(chunk, segment, accounts.get(i));
      } else {
        rowsEndByte = OptionalLong.empty();
        checksum = Optional.empty();
      }
    }
  }

  private void follow(Chunk chunk, Segment segment) {
    if (segment.startByte() == 0) {
      endObject(chunk);
      object = Optional.of(segment.object());
      rowsEndByte = OptionalLong.of(0);
    } else if (!object.equals(Optional.of(segment.object()))
        || segment.startByte() != segmentsEndByte) {
      throw wrong(
          chunk,
          "reads %s, the segment before it ends at byte %d of %s"
              .formatted(
                  segment.place(),
                  segmentsEndByte,
                  object.map(InputObject::place).orElse("nothing")));
    }
    segmentsEndByte = segment.endByte();
    bytes += segment.lengthBytes();
  }

  private void account(Chunk chunk, Segment segment, SegmentAccount account) {
    if (!account.segment().equals(segment)) {
      throw wrong(chunk, "was committed for " + account.segment().place());
    }
    if (rowsEndByte.isPresent() && rowsEndByte.getAsLong() != account.firstRowByte()) {
      throw wrong(
          chunk,
          "read rows from byte %d of %s on, the rows before end at byte %d"
              .formatted(
                  account.firstRowByte(), segment.object().place(), rowsEndByte.getAsLong()));
    }
    join(chunk, segment, account);
    rowsEndByte = OptionalLong.of(account.nextRowByte());
    if (segment.endByte() == segment.object().sizeBytes()
        && account.nextRowByte() != segment.endByte()) {
      throw wrong(
          chunk,
          "read up to byte %d of %s, which has %d"
              .formatted(account.nextRowByte(), segment.object().place(), segment.endByte()));
    }
  }

  /// Joins the checksums of the rows of an object's segments, as long as each has one, to that of
  /// the object.
  private void join(Chunk chunk, Segment segment, SegmentAccount account) {
    Optional<SegmentChecksum> next = account.checksum();
    Optional<SegmentChecksum> before = checksum;
    long rowsBytes = account.nextRowByte() - account.firstRowByte();
    checksum =
        segment.startByte() == 0
            ? next
            : next.filter(n -> before.isPresent() && before.get().object().equals(n.object()))
                .map(n ->
                    new SegmentChecksum(
                        before.orElseThrow().read().then(n.read(), rowsBytes), n.object()));
    if (segment.endByte() == segment.object().sizeBytes()
        && checksum.isPresent()
        && !checksum.get().matches()) {
      throw new UnbalancedException(
          ("%s was read wrongly by one of its chunks, the last of which is %d: the checksums of what"
                  + " was read join to %s, S3 has %s. Start a new run, which"
                  + " reads it again")
              .formatted(
                  segment.object().place(),
                  chunk.number(),
                  checksum.get().read(),
                  checksum.get().object()));
    }
  }

  private void endObject(Chunk chunk) {
    if (object.isPresent() && segmentsEndByte != object.get().sizeBytes()) {
      throw wrong(
          chunk,
          "begins another object, and %s was planned up to byte %d of %d only"
              .formatted(object.get().place(), segmentsEndByte, object.get().sizeBytes()));
    }
  }

  /// Ends the last object.
  ///
  /// @throws UnbalancedException when chunks or bytes of the plan are left
  void finish() {
    if (nextChunk != totals.chunks() || bytes != totals.bytes()) {
      throw new UnbalancedException(
          "the plan has %d chunks of %d bytes, its list has %d of %d"
              .formatted(totals.chunks(), totals.bytes(), nextChunk, bytes));
    }
  }

  private static UnbalancedException wrong(Chunk chunk, String what) {
    return new UnbalancedException(
        chunk.place()
            + " "
            + what
            + ". This is a fault of the program or of something that writes"
            + " into the run's work: keep it and report it");
  }
}
