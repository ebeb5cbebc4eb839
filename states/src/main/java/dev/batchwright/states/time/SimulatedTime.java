package dev.batchwright.states.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Time for tests: it stands still while the engine has work to do and jumps to the next alarm when
/// it has none, so that a machine with hours of waiting runs in milliseconds, always the same way.
///
/// A Task attempt counts as work until it returns. A state that waits for a task token does not:
/// time then jumps to its heartbeat or timeout. Tests that want to answer a token in between use
/// [#manual(Instant)] and move time on themselves.
public final class SimulatedTime implements Time {

  private final boolean automatic;
  private final TreeSet<Pending> alarms = new TreeSet<>();
  private Instant now;
  private long sequence;
  private int busy;

  private SimulatedTime(Instant start, boolean automatic) {
    this.now = Objects.requireNonNull(start, "start");
    this.automatic = automatic;
  }

  /// Time that moves on by itself whenever nothing else is left to do.
  public static SimulatedTime automatic(Instant start) {
    return new SimulatedTime(start, true);
  }

  /// Time that moves only by [#advance(Duration)].
  public static SimulatedTime manual(Instant start) {
    return new SimulatedTime(start, false);
  }

  @Override
  public synchronized Instant now() {
    return now;
  }

  @Override
  public Alarm at(Instant due, Runnable action) {
    Pending pending;
    synchronized (this) {
      pending = new Pending(due, sequence++, action);
      alarms.add(pending);
      busy++; // setting an alarm is work, so that an idle clock looks at its queue again
    }
    release();
    return () -> cancel(pending);
  }

  @Override
  public Runnable accountFor(Runnable work) {
    synchronized (this) {
      busy++;
    }
    var done = new AtomicBoolean();
    return () -> {
      try {
        work.run();
      } finally {
        if (done.compareAndSet(false, true)) {
          release();
        }
      }
    };
  }

  /// Moves time on by `duration`, ringing every alarm on the way in order; before each of them, and
  /// at the end, it waits until the engine has nothing left to do.
  ///
  /// @throws InterruptedException when the caller is interrupted while waiting
  public void advance(Duration duration) throws InterruptedException {
    Instant target = now().plus(duration);
    while (true) {
      Pending next;
      synchronized (this) {
        while (busy > 0) {
          wait();
        }
        next = next();
        if (next == null || next.due.isAfter(target)) {
          now = target;
          return;
        }
        ring(next);
      }
      run(next);
    }
  }

  /// Lets `duration` pass inside a Task attempt, for mocks that take their time: meanwhile time may
  /// move on, to a timeout for example, which interrupts the attempt.
  ///
  /// @throws InterruptedException when the attempt is cancelled before
  public void sleep(Duration duration) throws InterruptedException {
    var latch = new CountDownLatch(1);
    Runnable wake =
        () -> {
          synchronized (this) {
            busy++; // on behalf of the sleeper, before this alarm's own work ends
          }
          latch.countDown();
        };
    Alarm alarm = at(now().plus(duration), wake);
    release();
    try {
      latch.await();
    } catch (InterruptedException e) {
      alarm.cancel();
      synchronized (this) {
        if (latch.getCount() > 0) {
          busy++;
        }
      }
      throw e;
    }
  }

  private synchronized void cancel(Pending pending) {
    alarms.remove(pending);
  }

  private void release() {
    Pending next;
    synchronized (this) {
      busy--;
      notifyAll();
      next = automatic && busy == 0 ? next() : null;
      if (next == null) {
        return;
      }
      ring(next);
    }
    Thread.ofVirtual().name("states-simulated-time").start(() -> run(next));
  }

  private @Nullable Pending next() {
    return alarms.isEmpty() ? null : alarms.first();
  }

  /// Takes an alarm off the queue and counts its action as work. Called with the lock held.
  private void ring(Pending next) {
    alarms.remove(next);
    if (next.due.isAfter(now)) {
      now = next.due;
    }
    busy++;
  }

  private void run(Pending alarm) {
    try {
      alarm.action.run();
    } finally {
      release();
    }
  }

  private record Pending(Instant due, long sequence, Runnable action)
      implements Comparable<Pending> {
    @Override
    public int compareTo(Pending other) {
      int byTime = due.compareTo(other.due);
      return byTime != 0 ? byTime : Long.compare(sequence, other.sequence);
    }
  }
}
