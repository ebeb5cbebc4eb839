package dev.batchwright.batch.commit;

import dev.batchwright.batch.model.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/// Reads JSON Lines one line at a time, and knows where each line stands. For one reader.
public final class Lines implements AutoCloseable {

  private final String place;
  private final InputStream input;
  private final byte[] buffer = new byte[64 << 10];
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private int position;
  private int limit;
  private long startByte;
  private long endByte;

  /// @param place what is read, for messages
  public Lines(String place, InputStream input) {
    this.place = place;
    this.input = input;
  }

  /// Goes to the next line; answers false after the last one.
  public boolean next() {
    line.reset();
    startByte = endByte;
    try {
      while (fill()) {
        int from = position;
        while (position < limit && buffer[position] != '\n') {
          position++;
        }
        line.write(buffer, from, position - from);
        endByte += position - from;
        if (position < limit) {
          position++;
          endByte++;
          return true;
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return line.size() > 0;
  }

  private boolean fill() throws IOException {
    if (position == limit) {
      position = 0;
      limit = Math.max(0, input.read(buffer));
    }
    return position < limit;
  }

  /// The line as a value.
  public <T> T as(Class<T> type) {
    return Json.read(line.toByteArray(), type, place + " at byte " + startByte);
  }

  /// Where the line starts.
  public long startByte() {
    return startByte;
  }

  /// One past the line, with its line end.
  public long endByte() {
    return endByte;
  }

  @Override
  public void close() {
    try {
      input.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
