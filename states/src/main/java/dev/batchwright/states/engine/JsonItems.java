package dev.batchwright.states.engine;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.Limits;
import dev.batchwright.states.query.Json;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;

/// The elements of a JSON array, or the members of a JSON object, read one at a time.
final class JsonItems implements ItemSource {

  private final JsonParser parser;
  private final String uri;
  private final boolean object;
  private long index;

  /// @param pointer RFC 6901 pointer to the array; everything before it is skipped unread
  /// @param uri where the document is from
  JsonItems(InputStream stream, String pointer, String uri) throws IOException {
    this.uri = uri;
    parser = Json.parser(stream);
    try {
      JsonToken token = seek(pointer);
      if (token != JsonToken.START_ARRAY && token != JsonToken.START_OBJECT) {
        throw new IOException(
            "Attempting to map over non-iterable node: found "
                + token
                + (pointer.isEmpty() ? "" : " at ItemsPointer " + pointer)
                + ", expected an array or object");
      }
      object = token == JsonToken.START_OBJECT;
    } catch (IOException e) {
      close();
      throw named(e);
    }
  }

  private JsonToken seek(String pointer) throws IOException {
    JsonToken token = parser.nextToken();
    if (pointer.isEmpty()) {
      return token;
    }
    for (String step : pointer.substring(1).split("/", -1)) {
      String name = step.replace("~1", "/").replace("~0", "~");
      if (token == JsonToken.START_OBJECT) {
        token = member(name, pointer);
      } else if (token == JsonToken.START_ARRAY) {
        token = element(name, pointer);
      } else {
        throw nothingAt(pointer);
      }
    }
    return token;
  }

  private JsonToken member(String name, String pointer) throws IOException {
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      boolean found = parser.currentName().equals(name);
      JsonToken value = parser.nextToken();
      if (found) {
        return value;
      }
      parser.skipChildren();
    }
    throw nothingAt(pointer);
  }

  private JsonToken element(String place, String pointer) throws IOException {
    if (!place.matches("[0-9]{1,9}")) {
      throw nothingAt(pointer);
    }
    int skip = Integer.parseInt(place);
    JsonToken token = parser.nextToken();
    for (int i = 0; i < skip && token != JsonToken.END_ARRAY; i++) {
      parser.skipChildren();
      token = parser.nextToken();
    }
    if (token == JsonToken.END_ARRAY || token == null) {
      throw nothingAt(pointer);
    }
    return token;
  }

  private static IOException nothingAt(String pointer) {
    return new IOException("nothing is at ItemsPointer " + pointer);
  }

  @Override
  public Optional<ItemContext> next() throws IOException {
    try {
      JsonToken token = parser.nextToken();
      if (token == JsonToken.END_ARRAY || token == JsonToken.END_OBJECT || token == null) {
        return Optional.empty();
      }
      Optional<String> key = Optional.empty();
      if (object) {
        key = Optional.of(parser.currentName());
        parser.nextToken();
      }
      long start = parser.currentTokenLocation().getByteOffset();
      JsonNode value = Json.value(parser);
      if (parser.currentLocation().getByteOffset() - start > Limits.MAX_READ_ITEM_BYTES) {
        throw ItemSource.tooLarge("item " + index);
      }
      return Optional.of(new ItemContext(index++, key, value, uri));
    } catch (IOException e) {
      throw named(e);
    }
  }

  private IOException named(IOException e) {
    if (!(e instanceof JsonProcessingException problem)) {
      return e;
    }
    var location = problem.getLocation();
    String where = location == null ? "" : " at byte " + location.getByteOffset();
    return new IOException(
        "item " + index + " is not JSON" + where + ": " + problem.getOriginalMessage(), e);
  }

  @Override
  public void close() {
    try {
      parser.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
