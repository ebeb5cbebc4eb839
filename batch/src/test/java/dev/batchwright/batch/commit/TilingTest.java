package dev.batchwright.batch.commit;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchwright.batch.checksum.CrcAlgorithm;
import dev.batchwright.batch.model.Chunk;
import dev.batchwright.batch.model.InputObject;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.PlanTotals;
import dev.batchwright.batch.model.RowCounts;
import dev.batchwright.batch.model.Segment;
import dev.batchwright.batch.model.SegmentAccount;
import dev.batchwright.batch.model.SegmentChecksum;
import dev.batchwright.batch.model.UnbalancedException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Planted faults: whatever is missing or doubled is found, and named.
final class TilingTest {

  private static final InputObject OBJECT =
      new InputObject("b", "k", "\"e\"", Optional.empty(), 100);

  private final Tiling tiling = new Tiling(new PlanTotals(1, 100, 2, 50));

  private void add(int number, long start, long end, long firstRow, long nextRow) {
    add(number, start, end, firstRow, nextRow, Optional.empty());
  }

  private void add(
      int number,
      long start,
      long end,
      long firstRow,
      long nextRow,
      Optional<SegmentChecksum> checksum) {
    Segment segment = new Segment(OBJECT, start, end);
    SegmentAccount account =
        Json.read(
            Json.write(
                new SegmentAccount(segment, firstRow, nextRow, RowCounts.NONE).with(checksum)),
            SegmentAccount.class,
            "a commit");
    Effort effort = new Effort(0, 0, Map.of(), 0, Instant.EPOCH, Instant.EPOCH, "w");
    MapCommit commit =
        new MapCommit(
            "r",
            number,
            "a",
            List.of(account),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            effort);
    tiling.add(new Chunk(number, List.of(segment)), Optional.of(commit));
  }

  private static void unbalanced(Runnable fault, String... said) {
    assertThatThrownBy(fault::run)
        .isInstanceOf(UnbalancedException.class)
        .hasMessageContainingAll(said);
  }

  @Test
  void whatTilesIsBalanced() {
    add(0, 0, 50, 0, 57);
    add(1, 50, 100, 57, 100);
    tiling.finish();
  }

  @Test
  void rowsThatNobodyReadAreFound() {
    add(0, 0, 50, 0, 57);
    unbalanced(() -> add(1, 50, 100, 58, 100), "chunk 1", "byte 58", "byte 57", "s3://b/k@e");
  }

  @Test
  void rowsThatTwoReadAreFound() {
    add(0, 0, 50, 0, 57);
    unbalanced(() -> add(1, 50, 100, 56, 100), "chunk 1", "byte 56", "byte 57");
  }

  @Test
  void rowsBeforeTheFirstAndAfterTheLastAreFound() {
    unbalanced(() -> add(0, 0, 50, 1, 57), "chunk 0", "byte 1");
    TilingTest again = new TilingTest();
    again.add(0, 0, 50, 0, 57);
    unbalanced(() -> again.add(1, 50, 100, 57, 99), "chunk 1", "up to byte 99", "has 100");
  }

  @Test
  void aGapInThePlanIsFound() {
    add(0, 0, 50, 0, 57);
    unbalanced(() -> add(1, 51, 100, 57, 100), "chunk 1", "[51, 100)", "byte 50");
    unbalanced(() -> new TilingTest().add(1, 50, 100, 57, 100), "chunk 1");
  }

  @Test
  void aChunkThatIsMissingFromTheListIsFound() {
    add(0, 0, 50, 0, 57);
    unbalanced(tiling::finish, "2 chunks of 100 bytes", "1 of 50");
  }

  private static Optional<SegmentChecksum> read(byte[] read, int start, int end) {
    CrcAlgorithm crc = CrcAlgorithm.CRC64NVME;
    return Optional.of(
        new SegmentChecksum(crc.of(read, start, end - start), crc.of(new byte[100], 0, 100)));
  }

  @Test
  void whatWasReadIsWhatS3Has() {
    add(0, 0, 50, 0, 57, read(new byte[100], 0, 57));
    add(1, 50, 100, 57, 100, read(new byte[100], 57, 100));
    tiling.finish();
  }

  @Test
  void aBitThatFlippedOnItsWayIsFound() {
    byte[] read = new byte[100];
    read[20] = 8;
    add(0, 0, 50, 0, 57, read(read, 0, 57));
    unbalanced(
        () -> add(1, 50, 100, 57, 100, read(read, 57, 100)),
        "s3://b/k@e was read wrongly",
        "join to " + CrcAlgorithm.CRC64NVME.of(read, 0, 100),
        "S3 has " + CrcAlgorithm.CRC64NVME.of(new byte[100], 0, 100),
        "Start a new run");
  }

  @Test
  void whereAChecksumIsMissingNothingIsClaimed() {
    add(0, 0, 50, 0, 57);
    add(1, 50, 100, 57, 100, read(new byte[100], 57, 100));
    tiling.finish();
  }
}
