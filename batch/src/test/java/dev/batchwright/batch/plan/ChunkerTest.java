package dev.batchwright.batch.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.Chunk;
import dev.batchwright.batch.model.InputObject;
import dev.batchwright.batch.model.RunOptions;
import dev.batchwright.batch.model.Segment;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class ChunkerTest {

  private static InputObject object(String key, long size) {
    return new InputObject("b", key, "\"e\"", Optional.empty(), size);
  }

  private static List<Chunk> cut(long chunkBytes, List<InputObject> objects) {
    List<Chunk> chunks = new ArrayList<>();
    Chunker chunker = new Chunker(chunkBytes, key -> !key.endsWith(".gz"), chunks::add);
    objects.forEach(chunker::add);
    assertThat(chunker.finish()).isEqualTo(chunks.size());
    return chunks;
  }

  @Test
  void chunksTileAnyObjectsInTheirOrder() {
    for (long seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      long chunkBytes = 1 + random.nextInt(100);
      List<InputObject> objects = new ArrayList<>();
      for (int i = 0; i < random.nextInt(1, 20); i++) {
        objects.add(object(i + (random.nextInt(4) == 0 ? ".gz" : ""), random.nextInt(300)));
      }
      List<Segment> segments =
          cut(chunkBytes, objects).stream().flatMap(c -> c.segments().stream()).toList();
      List<InputObject> order = segments.stream().map(Segment::object).distinct().toList();
      assertThat(order).isEqualTo(objects.stream().filter(o -> o.sizeBytes() > 0).toList());
      for (InputObject each : order) {
        long end = 0;
        for (Segment segment : segments.stream().filter(s -> s.object().equals(each)).toList()) {
          assertThat(segment.startByte()).as("seed %d", seed).isEqualTo(end);
          end = segment.endByte();
        }
        assertThat(end).isEqualTo(each.sizeBytes());
      }
    }
  }

  @Test
  void chunksAreEvenAndNoLargerThanAsked() {
    for (long size = 1; size < 300; size++) {
      for (Chunk chunk : cut(64, List.of(object("a", size)))) {
        long pieces = (size + 63) / 64;
        assertThat(chunk.lengthBytes()).isBetween(size / pieces, size / pieces + 1);
        assertThat(chunk.lengthBytes()).isLessThanOrEqualTo(64);
      }
    }
  }

  @Test
  void smallObjectsArePackedByBytesAndByNumber() {
    List<InputObject> small = new ArrayList<>();
    for (int i = 0; i < 2_500; i++) {
      small.add(object("o" + i, 10));
    }
    assertThat(cut(1_000, small)).hasSize(25).allMatch(c -> c.segments().size() == 100);
    assertThat(cut(1_000_000, small))
        .extracting(c -> c.segments().size())
        .containsExactly(1_000, 1_000, 500);
  }

  @Test
  void aCompressedObjectIsOneSegmentHoweverLarge() {
    List<Chunk> chunks = cut(10, List.of(object("a.gz", 1_000), object("b.gz", 4)));
    assertThat(chunks).extracting(Chunk::lengthBytes).containsExactly(1_000L, 4L);
  }

  @Test
  void theSizeFollowsTotalAndWorkers() {
    PlanLimits two = PlanLimits.embedded(2);
    assertThat(ChunkSize.choose(100, RunOptions.DEFAULT, two)).isEqualTo(1 << 20);
    assertThat(ChunkSize.choose(60L << 20, RunOptions.DEFAULT, two)).isEqualTo(10L << 20);
    assertThat(ChunkSize.choose(10L << 30, RunOptions.DEFAULT, two)).isEqualTo(64L << 20);
    assertThat(ChunkSize.choose(10L << 30, RunOptions.DEFAULT, PlanLimits.AWS))
        .isEqualTo(16L << 20);
    assertThat(ChunkSize.choose(1L << 40, RunOptions.DEFAULT, PlanLimits.AWS)).isEqualTo(64L << 20);
    assertThat((100L << 40) / ChunkSize.choose(100L << 40, RunOptions.DEFAULT, PlanLimits.AWS))
        .isLessThanOrEqualTo(100_000);
  }

  @Test
  void tooManyChunksAreRefusedWithASizeThatFits() {
    RunOptions tiny =
        new RunOptions(
            OptionalLong.of(10), OptionalInt.empty(), OptionalDouble.empty(), OptionalInt.empty());
    assertThatThrownBy(() -> ChunkSize.choose(1L << 30, tiny, PlanLimits.AWS))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("chunkBytes to 10737");
  }
}
