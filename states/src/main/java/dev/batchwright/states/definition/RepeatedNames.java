package dev.batchwright.states.definition;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.batchwright.states.query.Json;
import dev.batchwright.states.query.Places;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Finds members that stand twice in one object. A JSON tree keeps the last of them and says
/// nothing: a state would be gone without a word.
final class RepeatedNames {

  private final JsonParser parser;
  private final List<Problem> found = new ArrayList<>();

  private RepeatedNames(JsonParser parser) {
    this.parser = parser;
  }

  /// The problems of a text that is known to be JSON.
  static List<Problem> in(String text) {
    try (JsonParser parser = Json.parser(utf8(text))) {
      var names = new RepeatedNames(parser);
      parser.nextToken();
      names.value("$");
      return names.found;
    } catch (IOException e) {
      throw new IllegalArgumentException("not JSON", e);
    }
  }

  private static ByteArrayInputStream utf8(String text) {
    return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
  }

  private void value(String place) throws IOException {
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      Set<String> seen = new HashSet<>();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String below = Places.member(place, parser.currentName());
        if (!seen.add(parser.currentName())) {
          Problem.Code code =
              place.endsWith(".States")
                  ? Problem.Code.DUPLICATE_STATE_NAME
                  : Problem.Code.SCHEMA_VALIDATION_FAILED;
          found.add(new Problem(code, below, "stands twice in its object, expected it once"));
        }
        parser.nextToken();
        value(below);
      }
    } else if (parser.currentToken() == JsonToken.START_ARRAY) {
      for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
        value(Places.element(place, i));
      }
    }
  }
}
