package dev.batchwright.batch.formats;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// The part of a stream that is in memory: the current row and what was read ahead. Bytes before
/// `position` are done with; filling moves the rest to the front and grows the buffer only when one
/// row is larger than it.
final class ByteWindow implements Closeable {

  /// Large enough that the row at its end, which is looked at twice, does not count; small enough
  /// to stay in a core's second level cache.
  static final int CAPACITY_BYTES = 1 << 20;

  private static final int MIN_CAPACITY_BYTES = 1 << 12;

  private final InputStream in;
  private final boolean decoded;
  byte[] bytes;
  int position;
  int limit;
  boolean ended;
  @Nullable String corrupt;
  private long baseByte;

  /// @param in what is read, from `firstByte` of the object on
  /// @param decoded whether a decoder stands before it, whose failures mean corrupt input
  /// @param expectedBytes how many bytes there are at most, as far as is known
  ByteWindow(InputStream in, long firstByte, long expectedBytes, boolean decoded) {
    this.in = in;
    this.decoded = decoded;
    this.baseByte = firstByte;
    int capacity = Math.clamp(expectedBytes, MIN_CAPACITY_BYTES, CAPACITY_BYTES);
    this.bytes = new byte[capacity + Swar.PADDING];
  }

  /// The object's byte that lies at this index.
  long offset(int index) {
    return baseByte + index;
  }

  /// Whether all bytes of the stream are in memory or done with, and nothing is lost.
  boolean complete() {
    return ended && corrupt == null;
  }

  /// How many bytes are in memory from the position on.
  int available() {
    return limit - position;
  }

  /// Reads more bytes behind those that are there. Indexes change: what was at `position` is at 0.
  ///
  /// @return false at the end of the stream, also where it cannot be decoded any further
  boolean fill() throws IOException {
    if (ended) {
      return false;
    }
    int kept = limit - position;
    if (position > 0) {
      System.arraycopy(bytes, position, bytes, 0, kept);
      baseByte += position;
      position = 0;
      limit = kept;
    }
    int capacity = bytes.length - Swar.PADDING;
    if (limit == capacity) {
      bytes = Arrays.copyOf(bytes, capacity * 2 + Swar.PADDING);
      capacity *= 2;
    }
    int count = read(capacity);
    ended = count < 0;
    limit += Math.max(0, count);
    return !ended;
  }

  private int read(int capacity) throws IOException {
    try {
      return in.read(bytes, limit, capacity - limit);
    } catch (CorruptInputException e) {
      if (!decoded) {
        throw e;
      }
      corrupt = e.getMessage();
      return -1;
    }
  }

  /// Reads until so many bytes are there, or the stream is at its end.
  void require(int count) throws IOException {
    while (available() < count && fill()) {
      continue;
    }
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
