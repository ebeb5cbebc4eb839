package dev.batchwright.states.engine;

import dev.batchwright.states.Limits;
import java.io.Closeable;
import java.io.IOException;
import java.io.Reader;
import java.util.Optional;

/// The lines of a text, none of them longer than an item may be: a text without line breaks does
/// not fill the memory. Lines end with LF or CR LF.
final class Lines implements Closeable {

  private final Reader reader;
  private final char[] buffer = new char[1 << 13];
  private int start;
  private int end;
  private long number;

  Lines(Reader reader) {
    this.reader = reader;
  }

  /// The place of the line that was read last, from 1.
  long number() {
    return number;
  }

  /// The next line without its end, or empty after the last one.
  ///
  /// @throws IOException when it cannot be read, or is longer than an item may be
  Optional<String> next() throws IOException {
    var line = new StringBuilder();
    boolean any = false;
    while (start < end || fill()) {
      if (!any) {
        any = true;
        number++;
      }
      int at = start;
      while (at < end && buffer[at] != '\n') {
        at++;
      }
      line.append(buffer, start, at - start);
      if (line.length() > Limits.MAX_READ_ITEM_BYTES) {
        throw ItemSource.tooLarge("line " + number);
      }
      start = at + 1;
      if (at < end) {
        break;
      }
    }
    if (!any) {
      return Optional.empty();
    }
    int length = line.length();
    if (length > 0 && line.charAt(length - 1) == '\r') {
      line.setLength(length - 1);
    }
    return Optional.of(line.toString());
  }

  private boolean fill() throws IOException {
    start = 0;
    end = Math.max(0, reader.read(buffer, 0, buffer.length));
    return end > 0;
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
