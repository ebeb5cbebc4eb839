package dev.batchwright.batch.storage;

import dev.batchwright.batch.model.InputObject;
import dev.batchwright.batch.model.TransientException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/// Reads one object range by range, the next ranges in the background while this one is consumed.
///
/// Memory: one buffer more than [Ranges#ahead()], each of the longest range, reused. For one
/// reader.
final class ReadAheadStream extends InputStream {

  private record Range(byte[] buffer, int length) {}

  private final Storage storage;
  private final InputObject object;
  private final Ranges plan;
  private final ArrayDeque<FutureTask<Range>> ahead = new ArrayDeque<>();
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
    ahead.forEach(task -> task.cancel(true));
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
    Range range = await(ahead.remove());
    buffer = range.buffer();
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
    byte[] into = bufferOf(length);
    ahead.add(
        storage
            .background()
            .submit(() -> {
              storage.read(object, start, into, 0, length);
              return new Range(into, length);
            }));
    nextRangeByte += length;
    return true;
  }

  private byte[] bufferOf(int length) {
    byte[] reused = spare.poll();
    return reused != null && reused.length >= length ? reused : new byte[length];
  }

  private Range await(FutureTask<Range> task) {
    try {
      return task.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransientException(object.place() + ": reading was interrupted", e);
    } catch (ExecutionException e) {
      throw Failures.unwrap(e);
    }
  }
}
