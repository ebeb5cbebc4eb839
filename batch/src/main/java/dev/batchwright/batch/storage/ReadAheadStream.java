package dev.batchwright.batch.storage;

import dev.batchwright.batch.model.InputObject;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Objects;

/// Reads one object range by range, the next ranges in the background while this one is consumed.
///
/// Memory: one buffer more than [Ranges#ahead()], each of the longest range, reused, and another
/// one while a range is asked for twice. For one reader.
final class ReadAheadStream extends InputStream {

  private final Storage storage;
  private final InputObject object;
  private final Ranges plan;
  private final ArrayDeque<RangeRequest> ahead = new ArrayDeque<>();
  private final ArrayDeque<byte[]> spare = new ArrayDeque<>();
  private long nextRangeByte;
  private byte[] buffer = new byte[0];
  private int position;
  private int limit;
  private boolean closed;

  ReadAheadStream(Storage storage, InputObject object, Ranges plan) {
    this.storage = storage;
    this.object = object;
    this.plan = plan;
    this.nextRangeByte = plan.startByte();
  }

  @Override
  public int read() throws IOException {
    return fill() ? buffer[position++] & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    if (!fill()) {
      return -1;
    }
    int taken = Math.min(length, limit - position);
    System.arraycopy(buffer, position, target, offset, taken);
    position += taken;
    return taken;
  }

  @Override
  public int available() {
    return limit - position;
  }

  @Override
  public void close() {
    closed = true;
    ahead.forEach(RangeRequest::cancel);
    ahead.clear();
    spare.clear();
    buffer = new byte[0];
    position = 0;
    limit = 0;
  }

  private boolean fill() throws IOException {
    if (position < limit) {
      return true;
    }
    if (closed) {
      throw new IOException(object.place() + ": the stream is closed");
    }
    if (buffer.length > 0) {
      spare.add(buffer);
      buffer = new byte[0];
    }
    if (ahead.isEmpty() && !ask()) {
      return false;
    }
    while (ahead.size() <= plan.ahead() && plan.isExpected(nextRangeByte) && ask()) {}
    RangeRequest range = ahead.remove();
    buffer = range.await();
    position = 0;
    limit = range.length();
    return true;
  }

  /// Asks for the next range; answers false at the object's end.
  private boolean ask() {
    long start = nextRangeByte;
    int length = plan.lengthAt(start);
    if (length == 0) {
      return false;
    }
    ahead.add(new RangeRequest(storage, object, start, bufferOf(length), length));
    nextRangeByte += length;
    return true;
  }

  private byte[] bufferOf(int length) {
    byte[] reused = spare.poll();
    return reused != null && reused.length >= length ? reused : new byte[length];
  }
}
