package dev.batchwright.states.engine;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The rows of delimited text after RFC 4180: quoted fields may hold delimiters, doubled quotes and
/// line breaks; lines end with CR, LF or both; a byte order mark is skipped; empty lines are too.
final class CsvRows implements Closeable {

  private static final int END = -1;
  private static final int BYTE_ORDER_MARK = 0xFEFF;

  private final BufferedReader reader;
  private final char delimiter;
  private int ahead;
  private long row;

  CsvRows(BufferedReader reader, char delimiter) throws IOException {
    this.reader = reader;
    this.delimiter = delimiter;
    ahead = reader.read();
    if (ahead == BYTE_ORDER_MARK) {
      ahead = reader.read();
    }
  }

  /// The next row, or empty at the end.
  Optional<List<String>> next() throws IOException {
    while (ahead == '\n' || ahead == '\r') {
      ahead = reader.read();
    }
    if (ahead == END) {
      return Optional.empty();
    }
    row++;
    List<String> fields = new ArrayList<>();
    while (true) {
      fields.add(ahead == '"' ? quoted() : plain());
      if (ahead != delimiter) {
        break;
      }
      ahead = reader.read();
    }
    return Optional.of(fields);
  }

  private String plain() throws IOException {
    StringBuilder field = new StringBuilder();
    while (ahead != END && ahead != delimiter && ahead != '\n' && ahead != '\r') {
      field.append((char) ahead);
      ahead = reader.read();
    }
    return field.toString();
  }

  private String quoted() throws IOException {
    StringBuilder field = new StringBuilder();
    ahead = reader.read();
    while (true) {
      if (ahead == END) {
        throw new IOException("row " + row + ": a quoted field is not closed before the end");
      }
      if (ahead == '"') {
        ahead = reader.read();
        if (ahead != '"') {
          return field + plain();
        }
      }
      field.append((char) ahead);
      ahead = reader.read();
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
