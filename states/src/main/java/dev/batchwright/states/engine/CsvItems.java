package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/// The rows of delimited text as objects of strings. A row with fewer fields than there are columns
/// gets empty strings for the rest; fields beyond the last column are dropped.
final class CsvItems implements ItemSource {

  /// Longest header. (AWS: "Step Functions supports headers of up to 10 KiB".)
  private static final int MAX_HEADER_CHARS = 10 * 1024;

  private final CsvRows rows;
  private final String uri;
  private List<String> headers;
  private long index;

  /// @param headers the columns; empty when the first row names them
  /// @param uri where the rows are from
  CsvItems(CsvRows rows, List<String> headers, String uri) {
    this.rows = rows;
    this.uri = uri;
    this.headers = headers;
  }

  @Override
  public Optional<ItemContext> next() throws IOException {
    if (headers.isEmpty()) {
      Optional<List<String>> first = rows.next();
      if (first.isEmpty()) {
        return Optional.empty();
      }
      headers = first.get();
      int length = String.join(",", headers).length();
      if (length > MAX_HEADER_CHARS) {
        throw new IOException(
            "the header has " + length + " characters, at most " + MAX_HEADER_CHARS + " are read");
      }
    }
    Optional<List<String>> row = rows.next();
    if (row.isEmpty()) {
      return Optional.empty();
    }
    ObjectNode item = JsonNodeFactory.instance.objectNode();
    for (int i = 0; i < headers.size(); i++) {
      item.put(headers.get(i), i < row.get().size() ? row.get().get(i) : "");
    }
    return Optional.of(new ItemContext(index++, Optional.empty(), item, uri));
  }

  @Override
  public void close() {
    try {
      rows.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
