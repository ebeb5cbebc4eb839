package dev.batchwright.cli.summary;

import java.util.ArrayList;
import java.util.List;

/// Reads the first rows of a small CSV text for show; RFC 4180 with any of the usual delimiters.
final class CsvStart {

  private static final String DELIMITERS = ",\t;|";

  private final String text;
  private final char delimiter;
  private int at;

  private CsvStart(String text) {
    this.text = text;
    this.delimiter = delimiter(text);
  }

  /// The first rows, the header among them.
  static List<List<String>> rows(String text, int limit) {
    CsvStart reader = new CsvStart(text.startsWith("\uFEFF") ? text.substring(1) : text);
    List<List<String>> rows = new ArrayList<>();
    while (reader.at < reader.text.length() && rows.size() < limit) {
      rows.add(reader.row());
    }
    return rows;
  }

  /// The delimiter that the header has most of.
  private static char delimiter(String text) {
    String header = text.lines().findFirst().orElse("");
    char best = ',';
    for (char candidate : DELIMITERS.toCharArray()) {
      if (count(header, candidate) > count(header, best)) {
        best = candidate;
      }
    }
    return best;
  }

  private static long count(String text, char wanted) {
    return text.chars().filter(c -> c == wanted).count();
  }

  private List<String> row() {
    List<String> fields = new ArrayList<>();
    while (true) {
      fields.add(at < text.length() && text.charAt(at) == '"' ? quoted() : plain());
      if (at >= text.length() || text.charAt(at) != delimiter) {
        break;
      }
      at++;
    }
    if (at < text.length() && text.charAt(at) == '\r') {
      at++;
    }
    if (at < text.length() && text.charAt(at) == '\n') {
      at++;
    }
    return fields;
  }

  private String plain() {
    int start = at;
    while (at < text.length()
        && "\r\n".indexOf(text.charAt(at)) < 0
        && text.charAt(at) != delimiter) {
      at++;
    }
    return text.substring(start, at);
  }

  private String quoted() {
    StringBuilder field = new StringBuilder();
    at++;
    while (at < text.length()) {
      char c = text.charAt(at++);
      if (c != '"') {
        field.append(c);
      } else if (at < text.length() && text.charAt(at) == '"') {
        field.append('"');
        at++;
      } else {
        break;
      }
    }
    return field.append(plain()).toString();
  }
}
