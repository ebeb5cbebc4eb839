package dev.batchwright.states.time;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// Time for tests: it stands still while the engine has work to do and jumps to the next alarm when
/// it has none, so that a machine with hours of waiting runs in milliseconds.
///
/// A Task attempt counts as work until it returns. A state that waits for a task token does not:
/// time then jumps to its heartbeat or timeout. Tests that want to answer a token in between use
/// [#manual(Instant)] and move time on themselves.
///
/// What happens at the same instant happens in any order, as on the service, unless time is made by
/// [#deterministic(Instant)].
public final class SimulatedTime implements Time {

  private final boolean automatic;
  private final Turns turns;
  private final TreeSet<Pending> alarms = new TreeSet<>();
  private Instant now;
  private long sequence;
  private int busy;

  private SimulatedTime(Instant start, boolean automatic, boolean oneAtATime) {
    this.now = Objects.requireNonNull(start, "start");
    this.automatic = automatic;
    this.turns = new Turns(oneAtATime);
  }

  /// Time that moves on by itself whenever nothing else is left to do.
  public static SimulatedTime automatic(Instant start) {
    return new SimulatedTime(start, true, false);
  }

  /// As [#automatic(Instant)], with one piece of work at a time in the order in which it came up:
  /// an engine with this time and a seed does the same in every run, event by event, however many
  /// branches, items and child executions are at work side by side.
  ///
  /// A Task attempt must not wait for another one but by [#sleep(Duration)]: the other does not get
  /// its turn meanwhile.
  public static SimulatedTime deterministic(Instant start) {
    return new SimulatedTime(start, true, true);
  }

  /// Time that moves only by [#advance(Duration)].
  public static SimulatedTime manual(Instant start) {
    return new SimulatedTime(start, false, false);
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
    CountDownLatch turn;
    synchronized (this) {
      busy++;
      turn = turns.take();
    }
    var done = new AtomicBoolean();
    return () -> {
      Turns.await(turn);
      try {
        work.run();
      } finally {
        if (done.compareAndSet(false, true)) {
          turns.pass();
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

  /// Waits until nothing is left to do: no work, and on automatic time no alarm either.
  ///
  /// @throws InterruptedException when the caller is interrupted while waiting
  public synchronized void awaitQuiet() throws InterruptedException {
    // An alarm on automatic time counts as work from when nothing else is left to do.
    while (busy > 0) {
      wait();
    }
  }

  /// Lets `duration` pass inside a Task attempt, for mocks that take their time: meanwhile time may
  /// move on, to a timeout for example, which interrupts the attempt.
  ///
  /// @throws InterruptedException when the attempt is cancelled before
  public void sleep(Duration duration) throws InterruptedException {
    var sleeper = new Sleeper();
    Alarm alarm = at(now().plus(duration), () -> wake(sleeper));
    turns.pass();
    release();
    try {
      sleeper.woken.await();
    } catch (InterruptedException e) {
      alarm.cancel();
      wake(sleeper);
      Turns.await(sleeper.turn());
      throw e;
    }
    Turns.await(sleeper.turn());
  }

  /// Lets `duration` pass inside a Task attempt, whatever becomes of the attempt: what a state has
  /// called goes on by itself when the state has timed out or its execution was stopped. An
  /// interrupt, which is how that is told, is cleared.
  public void pass(Duration duration) {
    var sleeper = new Sleeper();
    at(now().plus(duration), () -> wake(sleeper));
    turns.pass();
    release();
    Turns.await(sleeper.woken);
    Turns.await(sleeper.turn());
    Thread.interrupted();
  }

  /// Counts a sleeper as busy again, on its behalf: before the alarm's own work ends.
  private synchronized void wake(Sleeper sleeper) {
    if (sleeper.turn == null) {
      busy++;
      sleeper.turn = turns.take();
      sleeper.woken.countDown();
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
    CountDownLatch turn = turns.take();
    Turns.await(turn);
    try {
      alarm.action.run();
    } finally {
      turns.pass();
      release();
    }
  }

  /// An attempt that sleeps.
  private static final class Sleeper {
    final CountDownLatch woken = new CountDownLatch(1);
    @Nullable CountDownLatch turn;

    CountDownLatch turn() {
      return Objects.requireNonNull(turn, "the turn of a sleeper that is awake");
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
