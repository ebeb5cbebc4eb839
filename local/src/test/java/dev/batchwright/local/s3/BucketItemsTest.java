package dev.batchwright.local.s3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
