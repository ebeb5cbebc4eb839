package dev.batchwright.batch.transform;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// JSON Lines as Jackson reads them, a line at a time: what the readers are held against.
final class JsonReference {

  /// A row: the values that were asked for, JSON's null where there is none; or none where it is
  /// refused.
  record ReferenceRow(long startByte, @Nullable List<JsonNode> values) {}

  /// As the readers say it; Jackson's own limit is higher.
  private static final int MAX_DEPTH = 256;

  private static final ObjectMapper JSON = new ObjectMapper(new JsonFactory());

  private final String[] names;
  private final List<JsonNode> values;

  private JsonReference(String[] names) {
    this.names = names;
    this.values = new ArrayList<>(Collections.nCopies(names.length, NullNode.instance));
  }

  static List<ReferenceRow> rows(byte[] bytes, String... names) throws IOException {
    List<ReferenceRow> rows = new ArrayList<>();
    boolean mark =
        bytes.length >= 3
            && bytes[0] == (byte) 0xEF
            && bytes[1] == (byte) 0xBB
            && bytes[2] == (byte) 0xBF;
    int start = mark ? 3 : 0;
    while (start < bytes.length) {
      int lineEnd = start;
      while (lineEnd < bytes.length && bytes[lineEnd] != '\n') {
        lineEnd++;
      }
      int end = lineEnd;
      while (end > start && " \t\r".indexOf(bytes[end - 1]) >= 0) {
        end--;
      }
      if (end > start) {
        Optional<String> text = FuzzedRun.utf8(bytes, start, end);
        rows.add(
            new ReferenceRow(
                start, text.isEmpty() ? null : new JsonReference(names).row(text.get())));
      }
      start = lineEnd + 1;
    }
    return rows;
  }

  private @Nullable List<JsonNode> row(String text) throws IOException {
    try (JsonParser parser = JSON.createParser(text)) {
      if (parser.nextToken() != JsonToken.START_OBJECT) {
        return null;
      }
      object(parser, "", 1);
      return parser.nextToken() == null ? values : null;
    } catch (JsonProcessingException e) {
      return null;
    }
  }

  private void object(JsonParser parser, String prefix, int depth) throws IOException {
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      String path = prefix + parser.currentName();
      JsonToken token = parser.nextToken();
      boolean within = token == JsonToken.START_OBJECT && isParent(path);
      JsonNode value = NullNode.instance;
      if (within && depth < MAX_DEPTH) {
        object(parser, path + ".", depth + 1);
      } else {
        value = JSON.readTree(parser);
        check(parser, value, depth);
      }
      for (int i = 0; i < names.length; i++) {
        if (names[i].equals(path)) {
          values.set(i, value.isTextual() ? TextNode.valueOf(paired(value.textValue())) : value);
        }
      }
    }
  }

  private boolean isParent(String path) {
    for (String name : names) {
      if (name.startsWith(path + ".")) {
        return true;
      }
    }
    return false;
  }

  private static void check(JsonParser parser, JsonNode node, int depth)
      throws JsonProcessingException {
    if (node.isContainerNode()) {
      if (depth + 1 > MAX_DEPTH) {
        throw new com.fasterxml.jackson.core.JsonParseException(parser, "too deep");
      }
      for (JsonNode child : node) {
        check(parser, child, depth + 1);
      }
    }
  }

  /// Half of a surrogate pair is no character.
  private static String paired(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints()
        .map(it -> it >= Character.MIN_SURROGATE && it <= Character.MAX_SURROGATE ? 0xFFFD : it)
        .forEach(out::appendCodePoint);
    return out.toString();
  }
}
