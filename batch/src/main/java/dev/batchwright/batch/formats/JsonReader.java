package dev.batchwright.batch.formats;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/// Finds JSON Lines rows and the members that are asked for.
final class JsonReader extends RowReader {

  private static final long LINE_FEEDS = Swar.broadcast((byte) '\n');

  private final List<String> columns = new ArrayList<>();
  private final JsonPaths paths = new JsonPaths();
  private final JsonScanner scanner = new JsonScanner(fields);

  JsonReader(ByteWindow window, int maxRowBytes) {
    super(window, maxRowBytes);
  }

  @Override
  public List<String> columns() {
    return List.copyOf(columns);
  }

  @Override
  public int field(String column) {
    int known = columns.indexOf(column);
    if (known >= 0) {
      return known;
    }
    int field = columns.size();
    columns.add(column);
    if (field == fields.start.length) {
      fields.grow();
    }
    paths.add(column, field);
    fields.kind[field] = Fields.ABSENT;
    if (rowEnd > rowStart && problem.isEmpty()) {
      scanner.scan(window.bytes, rowStart, rowEnd, paths, columns.size());
    }
    return field;
  }

  @Override
  void loaded() {
    // A row's scan sets all that is looked at, as loading does.
  }

  @Override
  int scan() {
    byte[] bytes = window.bytes;
    fields.bytes = bytes;
    problem = "";
    rowStart = window.position;
    int lineFeed = Swar.indexOf(bytes, rowStart, window.limit, LINE_FEEDS);
    if (lineFeed < 0 && !window.complete()) {
      return MORE;
    }
    if (lineFeed < 0 && rowStart == window.limit) {
      return END;
    }
    int end = lineFeed < 0 ? window.limit : lineFeed;
    window.position = lineFeed < 0 ? end : end + 1;
    while (end > rowStart && isSpace(bytes[end - 1])) {
      end--;
    }
    rowEnd = end;
    return end == rowStart ? BLANK : check();
  }

  private int check() {
    if (isTooLong() || !isUtf8()) {
      return REFUSED;
    }
    String wrong = scanner.scan(window.bytes, rowStart, rowEnd, paths, columns.size());
    if (wrong.isEmpty()) {
      return ROW;
    }
    problem = "broken JSON at byte %d: %s".formatted(window.offset(scanner.at()), wrong);
    return REFUSED;
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\t' || b == '\r';
  }

  @Override
  void seekFirstRow() throws IOException {
    skipRow();
  }

  @Override
  String skipRow() throws IOException {
    long giveUpByte = giveUpByte();
    do {
      int lineFeed = Swar.indexOf(window.bytes, window.position, window.limit, LINE_FEEDS);
      if (lineFeed >= 0) {
        window.position = lineFeed + 1;
        return "";
      }
      window.position = window.limit;
    } while (window.offset(window.position) < giveUpByte && window.fill());
    return "";
  }
}
