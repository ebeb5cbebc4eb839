package dev.batchwright.states.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.github.luben.zstd.Zstd;
import dev.batchwright.states.query.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/// The objects in S3 of a case: before it, text or JSON as it stands, `{"gzip": text}`, `{"zstd":
/// text}`, `{"file": resource}` or `{"repeat": text, "times": n, "head": text, "tail": text}`;
/// after it, by a pattern that exactly one key matches, their content (a JSON value, or lines of it
/// in `{"lines": [...]}`), 1 where it does not matter, or 0 for no such key.
public final class SpecificationObjects {

  private SpecificationObjects() {}

  /// What an object that stands so in a case consists of.
  public static byte[] bytes(JsonNode content) throws IOException {
    if (content.has("file")) {
      try (InputStream file =
          SpecificationObjects.class.getResourceAsStream(content.get("file").asText())) {
        return file.readAllBytes();
      }
    }
    if (content.has("zstd")) {
      return Zstd.compress(utf8(content.get("zstd").asText()));
    }
    if (content.has("gzip")) {
      var packed = new ByteArrayOutputStream();
      try (var stream = new GZIPOutputStream(packed)) {
        stream.write(utf8(content.get("gzip").asText()));
      }
      return packed.toByteArray();
    }
    if (content.has("repeat")) {
      return utf8(
          content.path("head").asText()
              + content.get("repeat").asText().repeat(content.get("times").asInt())
              + content.path("tail").asText());
    }
    return utf8(content.isTextual() ? content.asText() : content.toString());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static void check(MemoryItems items, JsonNode expected, String story) throws IOException {
    for (var entry : expected.properties()) {
      List<String> keys =
          items.objects.keySet().stream().filter(it -> it.matches(entry.getKey())).toList();
      JsonNode content = entry.getValue();
      int count = content.isInt() ? content.intValue() : 1;
      assertThat(keys)
          .as("%s: %s %s", entry.getKey(), items.objects.keySet(), story)
          .hasSize(count);
      if (content.has("lines")) {
        assertThat(items.text(keys.getFirst()).lines().map(SpecificationObjects::parsed))
            .as(story)
            .containsExactlyElementsOf(content.get("lines"));
      } else if (!content.isInt()) {
        assertThat(parsed(items.text(keys.getFirst()))).as(story).isEqualTo(content);
      }
    }
  }

  private static JsonNode parsed(String text) {
    try {
      return Json.parse(text);
    } catch (IOException e) {
      throw new IllegalStateException(text, e);
    }
  }
}
