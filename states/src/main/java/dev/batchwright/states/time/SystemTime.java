package dev.batchwright.states.time;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// Real time. One instance serves every engine of the process: alarms only hand work on.
enum SystemTime implements Time {
  SHARED;

  /// Longest wait the executor takes without overflow; Wait states are limited far below it.
  private static final Duration FOREVER = Duration.ofDays(36_500);

  @Override
  public Instant now() {
    return Instant.now();
  }

  @Override
  public Alarm at(Instant due, Runnable action) {
    Duration delay = Duration.between(now(), due);
    if (delay.compareTo(FOREVER) > 0) {
      delay = FOREVER;
    }
    var future =
        Timer.EXECUTOR.schedule(action, Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
    return () -> future.cancel(false);
  }

  /// Holder, so that the thread exists only where an alarm does.
  private static final class Timer {
    static final ScheduledThreadPoolExecutor EXECUTOR = start();

    private static ScheduledThreadPoolExecutor start() {
      var executor =
          new ScheduledThreadPoolExecutor(
              1, Thread.ofPlatform().daemon().name("states-timer").factory());
      executor.setRemoveOnCancelPolicy(true);
      return executor;
    }
  }
}
