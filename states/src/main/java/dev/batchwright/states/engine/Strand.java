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

  private void drain() {
    int done = 0;
    do {
      Runnable task = tasks.poll();
      if (task != null) {
        task.run();
      }
      done = 1;
    } while (pending.addAndGet(-done) > 0);
  }
}
