package dev.batchwright.states.engine;

import dev.batchwright.states.time.Time;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/// Runs tasks one after the other in the order they came, on a virtual thread that exists only
/// while there are any. Everything of one execution happens on its strand, so nothing in it needs a
/// lock.
final class Strand implements Executor {

  private final Time time;
  private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
  private final AtomicInteger pending = new AtomicInteger();

  Strand(Time time) {
    this.time = time;
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    if (pending.getAndIncrement() == 0) {
      Thread.ofVirtual().name("states-strand").start(time.accountFor(this::drain));
    }
  }

  /// A task that throws must not stop those behind it: whoever waits for them would wait for ever.
  private static void run(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      Thread thread = Thread.currentThread();
      thread.getUncaughtExceptionHandler().uncaughtException(thread, e);
    }
  }

  private void drain() {
    do {
      Runnable task = tasks.poll();
      if (task != null) {
        run(task);
      }
    } while (pending.decrementAndGet() > 0);
  }
}
