package dev.batchwright.batch.storage;

import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/// Who does what need not be waited for yet: ranges read ahead, parts that go out while the next
/// one fills. Each piece of work is one request to the store, or a few in a row.
@FunctionalInterface
public interface Background {

  /// Lets a task be run, now or soon, here or on another thread.
  void start(Runnable task);

  /// Lets work be done, now or soon.
  ///
  /// @return where its answer will be; cancelling it may leave the request to end by itself
  default <T> FutureTask<T> submit(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    start(task);
    return task;
  }

  /// A virtual thread for each piece of work.
  static Background threads() {
    return Thread::startVirtualThread;
  }

  /// The thread that asks, before it goes on. For a simulation, where the order of all requests has
  /// to be the same every time.
  static Background inline() {
    return Runnable::run;
  }
}
