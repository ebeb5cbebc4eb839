package dev.batchwright.states.query;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.charset.StandardCharsets;

/// JSON text and trees, one way for the whole engine.
public final class Json {

  /// The mapper of the engine: strict, and without surprises at the end of the text.
  public static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .enable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .build();

  private Json() {}

  /// Parses one JSON text.
  ///
  /// @throws JsonProcessingException when it is none, empty text included
  public static JsonNode parse(String text) throws JsonProcessingException {
    JsonNode node = MAPPER.readTree(text);
    if (node.isMissingNode()) {
      throw new com.fasterxml.jackson.core.JsonParseException(null, "no content");
    }
    return node;
  }

  /// Compact text.
  public static String text(JsonNode node) {
    return node.toString();
  }

  /// The size that payload limits speak of: bytes of the compact text in UTF-8.
  public static int sizeBytes(JsonNode node) {
    String text = node.toString();
    int size = text.length();
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) >= 0x80) {
        return text.getBytes(StandardCharsets.UTF_8).length;
      }
    }
    return size;
  }
}
