package dev.batchwright.local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchwright.states.port.ObjectUpload;
import dev.batchwright.states.port.RangedObject;
import dev.batchwright.states.port.StoredObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BucketItemsTest {
  @TempDir Path directory;

  private BucketItems items;

  @BeforeEach
  void start() throws IOException {
    Buckets buckets = Buckets.in(directory);
    buckets.create("data");
    items = new BucketItems(buckets);
  }

  @Test
  void whatIsPutIsReadAndListedInKeyOrder() throws IOException {
    for (String key : new String[] {"in/b.json", "in/a/1.json", "other"}) {
      items.put("data", key, key.getBytes(StandardCharsets.UTF_8));
    }
    Files.writeString(directory.resolve("data/in/c.json"), "the user's own");

    try (InputStream in = items.open("data", "in/a/1.json", Optional.empty())) {
      assertThat(in).hasContent("in/a/1.json");
    }
    try (Stream<StoredObject> listed = items.list("data", "in/")) {
      assertThat(listed)
          .extracting(StoredObject::key)
          .containsExactly("in/a/1.json", "in/b.json", "in/c.json");
    }
    try (Stream<StoredObject> listed = items.list("data", "other")) {
      assertThat(listed)
          .singleElement()
          .satisfies(o -> {
            assertThat(o.sizeBytes()).isEqualTo(5);
            assertThat(o.etag()).isEqualTo("\"795f3202b17cb6bc3d4b771d8c6c9eaf\"");
          });
    }
  }

  @Test
  void anObjectWrittenPieceByPieceIsThereOnceItIsComplete() throws IOException {
    ObjectUpload upload = items.upload("data", "out/1");
    upload.write("one ".getBytes(StandardCharsets.UTF_8));
    upload.write("two".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> items.open("data", "out/1", Optional.empty()))
        .hasMessageContaining("NoSuchKey");

    upload.complete();

    try (InputStream in = items.open("data", "out/1", Optional.empty())) {
      assertThat(in).hasContent("one two");
    }
    ObjectUpload given = items.upload("data", "out/2");
    given.write(new byte[10]);
    given.abort();
    try (Stream<StoredObject> listed = items.list("data", "out/")) {
      assertThat(listed).extracting(StoredObject::key).containsExactly("out/1");
    }
    assertThatThrownBy(() -> items.upload("none", "x")).hasMessageContaining("NoSuchBucket");
  }

  @Test
  void anObjectIsReadAtAnyPlace() throws IOException {
    items.put("data", "o", "0123456789".getBytes(StandardCharsets.UTF_8));

    try (RangedObject object = items.openRanged("data", "o")) {
      assertThat(object.sizeBytes()).isEqualTo(10);
      assertThat(StandardCharsets.UTF_8.decode(object.read(7, 3)).toString()).isEqualTo("789");
      assertThat(StandardCharsets.UTF_8.decode(object.read(0, 2)).toString()).isEqualTo("01");
      assertThatThrownBy(() -> object.read(8, 3)).isInstanceOf(IOException.class);
    }
  }

  @Test
  void whatIsMissingIsNamed() {
    assertThatThrownBy(() -> items.open("data", "no", Optional.empty()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("s3://data/no: NoSuchKey");
    assertThatThrownBy(() -> items.list("none", "p"))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("NoSuchBucket");
    assertThatThrownBy(() -> items.open("data", "no", Optional.of("v1")))
        .hasMessageContaining("keeps no versions");
  }
}
