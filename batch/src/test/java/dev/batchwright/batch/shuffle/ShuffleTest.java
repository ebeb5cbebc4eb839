package dev.batchwright.batch.shuffle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchwright.batch.commit.ShuffleObject;
import dev.batchwright.batch.commit.SortedRun;
import dev.batchwright.batch.model.InputObject;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.TransientException;
import dev.batchwright.batch.storage.MemoryStorage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// What mappers hand to the shuffle comes back complete, in order, and in every partition that it
/// belongs to and no other.
final class ShuffleTest {

  private static final S3Location ROOM = S3Location.parse("s3://data/shuffle/");

  private record Entry(byte[] key, String value) {
    static final Comparator<Entry> BY_KEY = (a, b) -> Arrays.compareUnsigned(a.key, b.key);

    @Override
    public String toString() {
      return java.util.HexFormat.of().formatHex(key) + "=" + value;
    }
  }

  private final MemoryStorage storage = MemoryStorage.withBuckets(1000, "data");

  private static List<Entry> random(SplittableRandom random, int count, String tag) {
    List<Entry> entries = new ArrayList<>();
    byte[] common = new byte[random.nextInt(12)];
    random.nextBytes(common);
    for (int i = 0; i < count; i++) {
      byte[] key = Arrays.copyOf(common, common.length + random.nextInt(4));
      for (int j = common.length; j < key.length; j++) {
        key[j] = (byte) random.nextInt(-3, 3);
      }
      entries.add(new Entry(key, tag + i + "x".repeat(random.nextInt(40))));
    }
    return entries;
  }

  private ShuffleObject write(List<Entry> entries, String name, long limit) throws IOException {
    SortBuffer buffer = new SortBuffer(storage, ROOM.plus(name), "attempt", limit);
    for (Entry entry : entries) {
      byte[] value = entry.value.getBytes(StandardCharsets.UTF_8);
      byte[] bytes = Arrays.copyOf(entry.key, 3 + entry.key.length + value.length);
      System.arraycopy(entry.key, 0, bytes, 3, entry.key.length);
      System.arraycopy(value, 0, bytes, 3 + entry.key.length, value.length);
      buffer.accept(bytes, 3, 3 + entry.key.length, bytes.length);
    }
    return buffer.finish().orElseThrow();
  }

  private static List<Slice> slices(ShuffleObject object) {
    return object.runs().stream()
        .map(run -> new Slice(object.object(), run.startByte(), run.indexByte()))
        .toList();
  }

  private List<Entry> merged(List<Slice> slices, KeyRange keys, int fanIn) throws IOException {
    List<Entry> answer = new ArrayList<>();
    Merge merge = new Merge(storage, keys, "attempt", n -> ROOM.plus("between-" + n), fanIn);
    long count =
        merge.into(
            slices,
            (bytes, keyStart, keyEnd, valueEnd) ->
                answer.add(
                    new Entry(
                        Arrays.copyOfRange(bytes, keyStart, keyEnd),
                        new String(bytes, keyEnd, valueEnd - keyEnd, StandardCharsets.UTF_8))));
    assertThat(count).isEqualTo(answer.size());
    merge.intermediates().forEach(storage::delete);
    return answer;
  }

  private static List<String> texts(List<Entry> entries) {
    return entries.stream().map(Entry::toString).toList();
  }

  @Test
  void whatWasWrittenComesBackSortedAndStable() throws IOException {
    for (long seed = 0; seed < 40; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Entry> all = new ArrayList<>();
      List<Slice> slices = new ArrayList<>();
      for (int mapper = 0; mapper < 1 + random.nextInt(5); mapper++) {
        List<Entry> entries = random(random, 1 + random.nextInt(300), mapper + ":");
        all.addAll(entries);
        slices.addAll(slices(write(entries, "m" + mapper, 1 + random.nextInt(20_000))));
      }
      List<Entry> expected = all.stream().sorted(Entry.BY_KEY).toList();
      int fanIn = 2 + random.nextInt(5);
      assertThat(texts(merged(slices, KeyRange.ALL, fanIn)))
          .as("seed %d", seed)
          .isEqualTo(texts(expected));
      assertThat(storage.visible()).as("intermediates").noneMatch(l -> l.key().contains("between"));
    }
  }

  @Test
  void partitionsCutAtAnyKeyTileTheEntries() throws IOException {
    for (long seed = 100; seed < 120; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      List<Entry> entries = random(random, 5_000, "v");
      ShuffleObject object = write(entries, "p", 40_000);
      List<byte[]> bounds =
          entries.stream().limit(4).map(Entry::key).sorted(Arrays::compareUnsigned).toList();
      List<Entry> joined = new ArrayList<>();
      long read = 0;
      for (int p = 0; p <= bounds.size(); p++) {
        KeyRange keys =
            new KeyRange(
                p == 0 ? Optional.empty() : Optional.of(bounds.get(p - 1)),
                p == bounds.size() ? Optional.empty() : Optional.of(bounds.get(p)));
        List<Slice> slices = new ArrayList<>();
        for (SortedRun run : object.runs()) {
          RunIndex index = RunIndex.read(storage, object.object(), run);
          long start = index.startFor(keys.low());
          long end = index.endFor(keys.high());
          if (start < end) {
            slices.add(new Slice(object.object(), start, end));
            read += end - start;
          }
        }
        joined.addAll(merged(slices, keys, 64));
      }
      assertThat(texts(joined))
          .as("seed %d", seed)
          .isEqualTo(texts(entries.stream().sorted(Entry.BY_KEY).toList()));
      assertThat(read).isGreaterThanOrEqualTo(joined.size());
    }
  }

  @Test
  void anIndexKnowsItsBlocks() throws IOException {
    ShuffleObject object = write(random(new SplittableRandom(7), 20_000, "v"), "i", 1 << 30);
    SortedRun run = object.runs().getFirst();
    RunIndex index = RunIndex.read(storage, object.object(), run);
    assertThat(object.runs()).hasSize(1);
    assertThat(index.blocks()).isGreaterThan(10);
    long total = 0;
    for (int i = 0; i < index.blocks(); i++) {
      assertThat(index.lengthBytes(i)).isLessThan(2L * RunWriter.BLOCK_BYTES);
      total += index.lengthBytes(i);
    }
    assertThat(total).isEqualTo(run.indexByte() - run.startByte());
    assertThat(index.startFor(Optional.empty())).isZero();
    assertThat(index.endFor(Optional.empty())).isEqualTo(run.indexByte());
  }

  @Test
  void aFlippedBitIsFound() throws IOException {
    ShuffleObject object = write(random(new SplittableRandom(8), 500, "v"), "f", 1 << 30);
    S3Location at = ROOM.plus("f");
    byte[] bytes = storage.get(at).orElseThrow();
    bytes[bytes.length / 2] ^= 1;
    String etag = storage.put(at, bytes, 0, bytes.length);
    InputObject flipped =
        new InputObject(at.bucket(), at.key(), etag, Optional.empty(), bytes.length);
    List<Slice> slices =
        object.runs().stream()
            .map(run -> new Slice(flipped, run.startByte(), run.indexByte()))
            .toList();
    assertThatThrownBy(() -> merged(slices, KeyRange.ALL, 64))
        .isInstanceOf(TransientException.class)
        .hasMessageContaining("checksum")
        .hasMessageContaining(at.uri());
  }

  @Test
  void noEntriesMakeNoObject() throws IOException {
    assertThat(new SortBuffer(storage, ROOM.plus("none"), "attempt", 1 << 20).finish()).isEmpty();
    assertThat(storage.visible()).isEmpty();
  }
}
