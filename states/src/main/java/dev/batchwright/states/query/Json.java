package dev.batchwright.states.query;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;

/// JSON text and trees, one way for the whole engine.
public final class Json {

  /// Loaded only where something needs it.
  private static final class Mapper {
    static final JsonMapper SHARED =
        JsonMapper.builder(JsonTree.FACTORY)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
  }

  private Json() {}

  /// The mapper of the engine: strict, and without surprises at the end of the text. Trees are read
  /// and written without it.
  public static JsonMapper mapper() {
    return Mapper.SHARED;
  }

  /// Parses one JSON text.
  ///
  /// @throws JsonProcessingException when it is none, empty text included
  public static JsonNode parse(String text) throws JsonProcessingException {
    return JsonTree.parse(text);
  }

  /// A parser of a document in UTF-8, UTF-16 or UTF-32; closing it closes the stream.
  ///
  /// @throws IOException when nothing can be read
  public static JsonParser parser(InputStream stream) throws IOException {
    return JsonTree.FACTORY.createParser(stream);
  }

  /// The value that a parser is at; it is left at the value's last token.
  ///
  /// @throws IOException when it is not JSON, or cannot be read
  public static JsonNode value(JsonParser parser) throws IOException {
    return JsonTree.value(parser);
  }

  /// Compact text.
  public static String text(JsonNode node) {
    StringBuilder text = new StringBuilder();
    JsonText.write(node, text);
    return text.toString();
  }

  /// Appends the compact text.
  public static void write(JsonNode node, StringBuilder out) {
    JsonText.write(node, out);
  }

  /// The size that payload limits speak of: bytes of the compact text in UTF-8.
  public static int sizeBytes(JsonNode node) {
    return (int) Math.min(Integer.MAX_VALUE, JsonText.sizeBytes(node));
  }
}
