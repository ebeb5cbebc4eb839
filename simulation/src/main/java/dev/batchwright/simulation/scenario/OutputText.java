package dev.batchwright.simulation.scenario;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.github.luben.zstd.ZstdInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// Reads output objects back, with a reader of CSV of its own.
final class OutputText {

  private static final JsonFactory FACTORY = new JsonFactory();

  private OutputText() {}

  /// The rows of one output object by these columns, and whatever is wrong with how it is written.
  static List<List<Optional<String>>> rows(String key, byte[] bytes, List<String> header) {
    String text = new String(decoded(key, bytes), StandardCharsets.UTF_8);
    return key.contains(".jsonl") ? json(text, header) : csv(key, text, header);
  }

  private static byte[] decoded(String key, byte[] bytes) {
    try (InputStream in = opened(key, bytes)) {
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(key + ": " + e.getMessage(), e);
    }
  }

  private static InputStream opened(String key, byte[] bytes) throws IOException {
    InputStream plain = new ByteArrayInputStream(bytes);
    return key.endsWith(".gz")
        ? new GZIPInputStream(plain)
        : key.endsWith(".zst") ? new ZstdInputStream(plain) : plain;
  }

  /// Values as they are written: a number read as one would lose how.
  private static List<List<Optional<String>>> json(String text, List<String> header) {
    List<List<Optional<String>>> rows = new ArrayList<>();
    for (String line : text.split("\n")) {
      if (!line.isEmpty()) {
        Map<String, String> members = members(line);
        rows.add(header.stream().map(n -> Optional.ofNullable(members.remove(n))).toList());
        if (!members.isEmpty()) {
          throw new IllegalStateException("members that nobody asked for: " + members);
        }
      }
    }
    return rows;
  }

  private static Map<String, String> members(String line) {
    Map<String, String> members = new HashMap<>();
    try (JsonParser parser = FACTORY.createParser(line)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        if (parser.nextToken() != JsonToken.VALUE_NULL) {
          members.put(name, parser.getText());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(line, e);
    }
    return members;
  }

  private static List<List<Optional<String>>> csv(String key, String text, List<String> header) {
    List<List<Optional<String>>> rows = new ArrayList<>();
    List<Optional<String>> row = new ArrayList<>();
    StringBuilder field = new StringBuilder();
    boolean quoted = false;
    boolean wasQuoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted) {
        if (c != '"') {
          field.append(c);
        } else if (i + 1 < text.length() && text.charAt(i + 1) == '"') {
          field.append('"');
          i++;
        } else {
          quoted = false;
        }
      } else if (c == '"') {
        quoted = true;
        wasQuoted = true;
      } else if (c == ',' || c == '\n') {
        row.add(value(field, wasQuoted));
        field.setLength(0);
        wasQuoted = false;
        if (c == '\n') {
          rows.add(row);
          row = new ArrayList<>();
        }
      } else {
        field.append(c);
      }
    }
    if (!field.isEmpty() || !row.isEmpty()) {
      throw new IllegalStateException(key + " does not end with a line end");
    }
    List<Optional<String>> first = rows.isEmpty() ? List.of() : rows.removeFirst();
    if (!first.equals(header.stream().map(Optional::of).toList())) {
      throw new IllegalStateException(key + " has header " + first + ", expected " + header);
    }
    return rows;
  }

  private static Optional<String> value(StringBuilder field, boolean wasQuoted) {
    return field.isEmpty() && !wasQuoted ? Optional.empty() : Optional.of(field.toString());
  }
}
