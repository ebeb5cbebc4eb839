package dev.batchwright.local.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;

/// The JSON mapper of the rooms of this module, and its two conversions.
public final class Json {
  /// Thread-safe once configured; nobody configures it after this line.
  public static final ObjectMapper MAPPER = new ObjectMapper();

  private Json() {}

  /// A new, empty object.
  public static ObjectNode object() {
    return MAPPER.createObjectNode();
  }

  /// Reads one JSON object; no bytes at all count as an empty one, as AWS takes it.
  ///
  /// @throws ServiceException `SerializationException`, 400, where it is not a JSON object
  public static JsonNode read(byte[] bytes) {
    if (bytes.length == 0) {
      return object();
    }
    try {
      JsonNode node = MAPPER.readTree(bytes);
      if (node.isObject()) {
        return node;
      }
      throw malformed("the body is " + node.getNodeType());
    } catch (JsonProcessingException e) {
      throw malformed(e.getOriginalMessage());
    } catch (IOException e) {
      throw malformed(String.valueOf(e.getMessage()));
    }
  }

  /// The JSON text of a tree, in UTF-8.
  public static byte[] bytes(JsonNode node) {
    try {
      return MAPPER.writeValueAsBytes(node);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a JSON tree could not be written", e);
    }
  }

  private static ServiceException malformed(String what) {
    return new ServiceException(
        "SerializationException", 400, "the request is not a JSON object: " + what);
  }
}
