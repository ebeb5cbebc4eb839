package dev.batchwright.local.s3;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Listings of random keys against a sorted set.
class ListingPropertyTest {

  @TempDir private Path directory;
  private Buckets buckets;
  private Bucket bucket;

  @BeforeEach
  void open() throws IOException {
    buckets = Buckets.in(directory);
    buckets.create("bucket");
    bucket = buckets.bucket("bucket");
  }

  private void put(String key) throws IOException {
    Path staged = bucket.staging().newFile();
    Files.writeString(staged, key);
    ObjectMetadata metadata =
        new ObjectMetadata(key, "etag", new TreeMap<>(), Optional.empty(), List.of());
    bucket.commit(staged, metadata, new WriteCondition.Always());
  }

  private SortedSet<String> putRandomKeys(Random random, int count) throws IOException {
    SortedSet<String> keys = RandomKeys.keys(random, count);
    List<String> shuffled = new ArrayList<>(keys);
    Collections.shuffle(shuffled, random);
    for (String key : shuffled) {
      put(key);
    }
    return keys;
  }

  /// What S3 would list, by the definition of its documentation.
  private static List<String> model(SortedSet<String> keys, String prefix, String delimiter) {
    SortedSet<String> entries = new TreeSet<>(KeyOrder.INSTANCE);
    for (String key : keys) {
      if (key.startsWith(prefix)) {
        int at = delimiter.isEmpty() ? -1 : key.indexOf(delimiter, prefix.length());
        entries.add(at < 0 ? key : key.substring(0, at + delimiter.length()));
      }
    }
    return List.copyOf(entries);
  }

  private List<String> listed(String prefix, String delimiter, int maxKeys) throws IOException {
    List<String> entries = new ArrayList<>();
    Optional<ListPosition> from = Optional.of(ListPosition.START);
    while (from.isPresent()) {
      ListPage page = ListPage.list(bucket, prefix, delimiter, from.get(), maxKeys);
      List<String> ofPage = new ArrayList<>(page.commonPrefixes());
      page.objects().forEach(object -> ofPage.add(object.key()));
      ofPage.sort(KeyOrder.INSTANCE);
      entries.addAll(ofPage);
      assertThat(page.size()).isLessThanOrEqualTo(maxKeys);
      assertThat(page.next().isPresent() ? page.size() : maxKeys).isEqualTo(maxKeys);
      from = page.next().map(next -> ListPosition.ofToken(next.token()));
    }
    return entries;
  }

  @Test
  void everyPageSizePrefixAndDelimiterGivesTheModelsEntriesInOrder() throws IOException {
    for (int seed = 0; seed < 3; seed++) {
      Random random = new Random(seed);
      SortedSet<String> keys = putRandomKeys(random, 50);
      Set<String> prefixes =
          new LinkedHashSet<>(List.of("", "a", "a/", "a/a", "a//", "nothing/", "/"));
      for (String key : keys) {
        prefixes.add(key.substring(0, key.offsetByCodePoints(0, 1)));
      }
      for (String prefix : prefixes) {
        for (String delimiter : List.of("", "/", "a", "-", "a/")) {
          int maxKeys = 1 + random.nextInt(24);
          assertThat(listed(prefix, delimiter, maxKeys))
              .as(
                  "seed %d, prefix '%s', delimiter '%s', pages of %d",
                  seed, prefix, delimiter, maxKeys)
              .isEqualTo(model(keys, prefix, delimiter));
        }
      }
      for (String key : keys) {
        bucket.delete(key, new WriteCondition.Always());
      }
      assertThat(bucket.root()).isEmptyDirectory();
    }
  }

  @Test
  void aListingStartsAfterAnyText() throws IOException {
    Random random = new Random(42);
    SortedSet<String> keys = putRandomKeys(random, 100);
    for (int i = 0; i < 150; i++) {
      String after = random.nextBoolean() ? RandomKeys.key(random) : RandomKeys.text(random, 3);
      List<String> listed =
          ListPage.list(bucket, "", "", new ListPosition(after, false), 1000).objects().stream()
              .map(StoredObject::key)
              .toList();
      assertThat(listed)
          .as("after '%s'", after)
          .isEqualTo(keys.stream().filter(k -> KeyOrder.INSTANCE.compare(k, after) > 0).toList());
    }
  }

  @Test
  void aDirectoryLargerThanTheWindowIsListedWhole() throws IOException {
    SortedSet<String> keys = putRandomKeys(new Random(43), 120);
    for (int windowNames : List.of(4, 5, 8, 13)) {
      KeyWalk walk = new KeyWalk(bucket.paths(), new DirectoryWindows(windowNames), "", "");
      List<String> walked = new ArrayList<>();
      for (Optional<KeyWalk.Entry> entry = walk.next(); entry.isPresent(); entry = walk.next()) {
        walked.add(entry.get().key());
      }
      assertThat(walked).as("windows of %d names", windowNames).isEqualTo(List.copyOf(keys));
    }
  }

  @Test
  void everyKeyHoldsItsOwnBytesInWhateverOrderItWasPut() throws IOException {
    Random random = new Random(44);
    SortedSet<String> keys = putRandomKeys(random, 200);
    List<String> deleted = new ArrayList<>();
    for (String key : keys) {
      if (random.nextBoolean()) {
        bucket.delete(key, new WriteCondition.Always());
        deleted.add(key);
      }
    }
    keys.removeAll(deleted);
    for (String key : keys) {
      try (OpenObject opened = bucket.open(key)) {
        ByteBuffer bytes = ByteBuffer.allocate(1024);
        opened.bytes().read(bytes, 0);
        assertThat(new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8))
            .isEqualTo(key);
        assertThat(opened.object().put()).isPresent();
      }
    }
    for (String key : deleted) {
      assertThat(bucket.head(key)).as(key).isEmpty();
    }
    assertThat(listed("", "", 1000)).isEqualTo(List.copyOf(keys));
  }

  @Test
  void aLargeDirectoryThatIsRememberedShowsEveryChange() throws IOException {
    SortedSet<String> keys = new TreeSet<>(KeyOrder.INSTANCE);
    for (int i = 0; i < 600; i++) {
      keys.add("part-%05d.csv".formatted(i * 2));
      Files.writeString(bucket.root().resolve("part-%05d.csv".formatted(i * 2)), "");
    }
    Files.createDirectories(bucket.root().resolve("part"));
    Files.writeString(bucket.root().resolve("part/x"), "");
    keys.add("part/x");
    Random random = new Random(45);
    for (int i = 0; i < 4; i++) {
      // Long unchanged, so that it is remembered.
      Instant old = Instant.parse("2020-01-01T00:00:00Z").plusSeconds(i);
      Files.setLastModifiedTime(bucket.root(), FileTime.from(old));
      assertThat(listed("", "", 250)).isEqualTo(List.copyOf(keys));
      assertThat(listed("part-", "/", 250))
          .isEqualTo(keys.stream().filter(key -> key.startsWith("part-")).toList());
      String added = "part-%05d.csv".formatted(random.nextInt(600) * 2 + 1);
      Files.writeString(bucket.root().resolve(added), "");
      keys.add(added);
      String deleted = "part-%05d.csv".formatted(i * 20);
      Files.delete(bucket.root().resolve(deleted));
      keys.remove(deleted);
      assertThat(listed("", "", 250)).isEqualTo(List.copyOf(keys));
    }
  }
}
