package dev.batchwright.batch.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

final class RangePlanTest {

  private static List<Long> lengths(long start, long expectedEnd, long size) {
    RangePlan plan = RangePlan.of(start, expectedEnd, size);
    List<Long> lengths = new ArrayList<>();
    for (long at = start; plan.lengthAt(at) > 0; at += plan.lengthAt(at)) {
      lengths.add((long) plan.lengthAt(at));
    }
    assertThat(lengths.stream().mapToLong(l -> l).sum()).isEqualTo(size - start);
    return lengths;
  }

  @Test
  void aSmallObjectIsOneRange() {
    assertThat(lengths(0, 5_000, 5_000)).containsExactly(5_000L);
    assertThat(lengths(0, 8 << 20, 8 << 20)).containsExactly(8L << 20);
  }

  @Test
  void nothingIsAskedForAtTheEnd() {
    assertThat(lengths(10, 10, 10)).isEmpty();
  }

  @Test
  void aSegmentIsASmallRangeAndEvenLargeOnesWithAnOverrun() {
    long size = 200L << 20;
    long end = 64L << 20;
    assertThat(lengths(0, end, size).getFirst()).isEqualTo(1L << 20);
    RangePlan plan = RangePlan.of(0, end, size);
    long at = 0;
    int ranges = 0;
    while (plan.isExpected(at)) {
      assertThat(plan.lengthAt(at)).isBetween(1 << 20, 8 << 20);
      at += plan.lengthAt(at);
      ranges++;
    }
    assertThat(at).isEqualTo(end + RangePlan.OVERRUN_BYTES);
    assertThat(ranges).isEqualTo(9);
  }

  @Test
  void beyondTheExpectedEndRangesGrow() {
    assertThat(lengths(0, 0, 100L << 20).subList(0, 5))
        .containsExactly(64L << 10, 256L << 10, 256L << 10, 512L << 10, 1L << 20);
  }
}
