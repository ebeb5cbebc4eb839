package dev.batchwright.batch.storage;

import dev.batchwright.batch.model.InputObject;
import dev.batchwright.batch.model.TransientException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// One range, asked for in the background, and asked for once more by who waits for it too long:
/// nobody hedges what nobody waits for. Each try has a buffer of its own, and the first that is
/// complete wins; the other is interrupted, and whatever it still writes is looked at by nobody.
///
/// For one reader. Where the background is the reader's own thread, there is nothing to wait for
/// and so no hedge.
final class RangeRequest {

  private final Storage storage;
  private final InputObject object;
  private final long startByte;
  private final int length;
  private final long startedNanos;
  private final List<FutureTask<byte[]>> tries = new ArrayList<>();
  private final BlockingQueue<FutureTask<byte[]>> ended = new LinkedBlockingQueue<>();

  /// Asks for `[startByte, startByte + length)`.
  ///
  /// @param buffer where the first try writes, from 0 on; nobody else may use it from now on
  RangeRequest(Storage storage, InputObject object, long startByte, byte[] buffer, int length) {
    this.storage = storage;
    this.object = object;
    this.startByte = startByte;
    this.length = length;
    this.startedNanos = storage.hedging().nowNanos();
    start(buffer);
  }

  int length() {
    return length;
  }

  private void start(byte[] buffer) {
    FutureTask<byte[]> attempt =
        new FutureTask<>(() -> read(buffer)) {
          @Override
          protected void done() {
            ended.add(this);
          }
        };
    tries.add(attempt);
    storage.background().start(attempt);
  }

  private byte[] read(byte[] buffer) {
    long from = storage.hedging().nowNanos();
    storage.read(object, startByte, buffer, 0, length);
    storage.hedging().answered(length, storage.hedging().nowNanos() - from);
    return buffer;
  }

  /// Waits for the range.
  ///
  /// @return the buffer that holds it, from 0 on: the one that was given, or another one
  byte[] await() {
    try {
      FutureTask<byte[]> first = first();
      try {
        return first.get();
      } catch (ExecutionException e) {
        if (tries.size() == 1) {
          throw Failures.unwrap(e);
        }
        return second(e);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransientException(object.place() + ": reading was interrupted", e);
    } finally {
      cancel();
    }
  }

  private FutureTask<byte[]> first() throws InterruptedException {
    OptionalLong wait = storage.hedging().waitNanos(length);
    if (wait.isPresent()) {
      long waited = storage.hedging().nowNanos() - startedNanos;
      FutureTask<byte[]> inTime = ended.poll(wait.getAsLong() - waited, TimeUnit.NANOSECONDS);
      if (inTime != null) {
        return inTime;
      }
      if (storage.hedging().begin()) {
        start(new byte[length]);
      }
    }
    return ended.take();
  }

  private byte[] second(ExecutionException first) throws InterruptedException {
    try {
      return ended.take().get();
    } catch (ExecutionException _) {
      throw Failures.unwrap(first);
    }
  }

  /// Gives the range up.
  void cancel() {
    tries.forEach(each -> each.cancel(true));
  }
}
