package dev.batchwright.states.engine;

import dev.batchwright.states.Limits;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The rows of delimited text as Step Functions reads it: quoted fields may hold delimiters and
/// line breaks; a quote is doubled, in a field without quotes too; a backslash before a backslash,
/// a quote or the delimiter takes it as it is, and is dropped before anything else. Lines end with
/// CR, LF or both; a byte order mark is skipped; empty lines are too. (AWS: "ItemReader (Map)",
/// rules for text delimited files, and "Parsing input CSV files".)
final class CsvRows implements Closeable {

  private static final int END = -1;
  private static final int BYTE_ORDER_MARK = 0xFEFF;

  /// Of its own: a BufferedReader takes a lock for every character.
  private final char[] buffer = new char[1 << 13];

  private final Reader reader;
  private final char delimiter;
  private int at;
  private int end;
  private int ahead;
  private long row;
  private long length;

  CsvRows(Reader reader, char delimiter) throws IOException {
    this.reader = reader;
    this.delimiter = delimiter;
    ahead = read();
    if (ahead == BYTE_ORDER_MARK) {
      ahead = read();
    }
  }

  /// The next row, or empty at the end.
  Optional<List<String>> next() throws IOException {
    while (ahead == '\n' || ahead == '\r') {
      ahead = read();
    }
    if (ahead == END) {
      return Optional.empty();
    }
    row++;
    length = 0;
    List<String> fields = new ArrayList<>();
    while (true) {
      fields.add(field());
      if (ahead != delimiter) {
        break;
      }
      ahead = read();
    }
    return Optional.of(fields);
  }

  private String field() throws IOException {
    var field = new StringBuilder();
    boolean quoted = ahead == '"';
    if (quoted) {
      ahead = read();
    }
    while (quoted || !atFieldEnd()) {
      if (length + field.length() > Limits.MAX_READ_ITEM_BYTES) {
        throw ItemSource.tooLarge("row " + row);
      }
      if (ahead == END) {
        throw new IOException("row " + row + ": a quoted field is not closed before the end");
      } else if (ahead == '\\') {
        escaped(field);
      } else if (ahead == '"') {
        ahead = read();
        if (ahead == '"' || !quoted) {
          field.append('"');
          ahead = ahead == '"' ? read() : ahead;
        } else {
          quoted = false;
        }
      } else {
        field.append((char) ahead);
        ahead = read();
      }
    }
    length += field.length();
    return field.toString();
  }

  /// Takes the character after a backslash as it is, where that can be escaped.
  private void escaped(StringBuilder field) throws IOException {
    ahead = read();
    if (ahead == '\\' || ahead == '"' || ahead == delimiter) {
      field.append((char) ahead);
      ahead = read();
    }
  }

  private int read() throws IOException {
    if (at == end) {
      at = 0;
      end = Math.max(0, reader.read(buffer, 0, buffer.length));
      if (end == 0) {
        return END;
      }
    }
    return buffer[at++];
  }

  private boolean atFieldEnd() {
    return ahead == END || ahead == delimiter || ahead == '\n' || ahead == '\r';
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
