package dev.batchwright.local.scheduler;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// Fires schedules when their time has come on the clock that it was given.
///
/// A firing that is late, since the machine slept, comes with the time that it was due at, once for
/// each that was missed, unless it is older than its schedule allows. What was due before the
/// scheduler was made is not made up. Thread-safe.
public final class Scheduler implements AutoCloseable {
  /// How long it sleeps at most before it looks at the clock again: a laptop that wakes has another
  /// time than the sleep was reckoned with, and so has a test that moves its clock.
  private static final long LOOK_AGAIN_MILLIS = 200;

  private final Clock clock;
  private final Consumer<Firing> target;
  private final Map<String, Pending> pending = new TreeMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition stopped = lock.newCondition();
  private boolean closed;

  private record Pending(Schedule schedule, Instant next) {}

  /// A scheduler without schedules.
  ///
  /// @param target takes the firings, in the order of their scheduled times
  public Scheduler(Clock clock, Consumer<Firing> target) {
    this.clock = clock;
    this.target = target;
  }

  /// Adds a schedule, which fires from now on.
  public void add(Schedule schedule) {
    lock.lock();
    try {
      enter(schedule, clock.instant());
    } finally {
      lock.unlock();
    }
  }

  /// Starts to fire by itself, on a thread of its own.
  public void start() {
    Thread unused = Thread.ofVirtual().name("scheduler").start(this::run);
  }

  /// When each schedule fires next, by name; those that never do any more are not there.
  public Map<String, Instant> next() {
    lock.lock();
    try {
      Map<String, Instant> times = new TreeMap<>();
      pending.forEach((name, p) -> times.put(name, p.next()));
      return times;
    } finally {
      lock.unlock();
    }
  }

  /// Fires what is due now.
  ///
  /// @return how many firings that were
  public int fireDue() {
    List<Firing> due = new ArrayList<>();
    lock.lock();
    try {
      Instant now = clock.instant();
      Optional<Pending> first = earliest(now);
      while (first.isPresent()) {
        Schedule schedule = first.get().schedule();
        Instant time = first.get().next();
        if (!time.plus(schedule.maximumAge()).isBefore(now)) {
          String id = HexFormat.of().toHexDigits(ThreadLocalRandom.current().nextLong());
          due.add(new Firing(schedule, time, schedule.inputAt(time, id)));
        }
        enter(schedule, time);
        first = earliest(now);
      }
    } finally {
      lock.unlock();
    }
    due.forEach(target);
    return due.size();
  }

  /// Fires no more.
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      stopped.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void enter(Schedule schedule, Instant after) {
    pending.remove(schedule.name());
    schedule
        .nextAfter(after)
        .ifPresent(next -> pending.put(schedule.name(), new Pending(schedule, next)));
  }

  private Optional<Pending> earliest(Instant now) {
    return pending.values().stream()
        .filter(p -> !p.next().isAfter(now))
        .min((a, b) -> a.next().compareTo(b.next()));
  }

  private void run() {
    while (pause()) {
      int unused = fireDue();
    }
  }

  /// @return false where it is time to end
  private boolean pause() {
    lock.lock();
    try {
      return !closed && !stopped.await(LOOK_AGAIN_MILLIS, TimeUnit.MILLISECONDS) || !closed;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    } finally {
      lock.unlock();
    }
  }
}
