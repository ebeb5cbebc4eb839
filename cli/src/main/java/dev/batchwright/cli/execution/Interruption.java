package dev.batchwright.cli.execution;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// Whether the user wants to stop, and a pause that ends early when that or something else happens.
public final class Interruption {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition happened = lock.newCondition();
  private boolean requested;
  private boolean woken;

  /// The user wants to stop. Ends a pause.
  public void request() {
    lock.lock();
    try {
      requested = true;
      happened.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Whether the user wants to stop.
  public boolean requested() {
    lock.lock();
    try {
      return requested;
    } finally {
      lock.unlock();
    }
  }

  /// Something is worth a look. Ends a pause, or the next one where nobody pauses now.
  public void wake() {
    lock.lock();
    try {
      woken = true;
      happened.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /// Waits for this time, or until somebody wakes it, or until the user wants to stop where that is
  /// not known yet.
  public void pause(Duration time) {
    lock.lock();
    try {
      boolean known = requested;
      long nanos = time.toNanos();
      while (nanos > 0 && !woken && requested == known) {
        nanos = happened.awaitNanos(nanos);
      }
      woken = false;
    } catch (InterruptedException _) {
      requested = true;
      Thread.currentThread().interrupt();
    } finally {
      lock.unlock();
    }
  }

  /// Keeps waiting until the user wants to stop.
  public void awaitRequest() {
    while (!requested()) {
      pause(Duration.ofNanos(TimeUnit.HOURS.toNanos(1)));
    }
  }
}
