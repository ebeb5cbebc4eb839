package dev.batchwright.states.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.batchwright.states.query.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/// The lines of a JSON Lines object; blank ones are skipped.
final class JsonLineItems implements ItemSource {

  private final BufferedReader reader;
  private final String uri;
  private long index;
  private long line;

  /// @param uri where the lines are from
  JsonLineItems(BufferedReader reader, String uri) {
    this.reader = reader;
    this.uri = uri;
  }

  @Override
  public Optional<ItemContext> next() throws IOException {
    for (String text = reader.readLine(); text != null; text = reader.readLine()) {
      line++;
      if (!text.isBlank()) {
        try {
          ItemSource.checkSize(text.length(), "line " + line);
          return Optional.of(new ItemContext(index++, Optional.empty(), Json.parse(text), uri));
        } catch (JsonProcessingException e) {
          throw new IOException("line " + line + " is not JSON: " + e.getOriginalMessage(), e);
        }
      }
    }
    return Optional.empty();
  }

  @Override
  public void close() {
    try {
      reader.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
