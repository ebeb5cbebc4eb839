package dev.batchwright.states.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import dev.batchwright.states.query.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/// The lines of a JSON Lines object; blank ones are skipped.
final class JsonLineItems implements ItemSource {

  private final Lines lines;
  private final String uri;
  private long index;

  /// @param uri where the lines are from
  JsonLineItems(Lines lines, String uri) {
    this.lines = lines;
    this.uri = uri;
  }

  @Override
  public Optional<ItemContext> next() throws IOException {
    Optional<String> line = lines.next();
    while (line.isPresent() && line.get().isBlank()) {
      line = lines.next();
    }
    if (line.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(new ItemContext(index++, Optional.empty(), Json.parse(line.get()), uri));
    } catch (JsonProcessingException e) {
      throw new IOException(
          "line " + lines.number() + " is not JSON: " + e.getOriginalMessage(), e);
    }
  }

  @Override
  public void close() {
    try {
      lines.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
