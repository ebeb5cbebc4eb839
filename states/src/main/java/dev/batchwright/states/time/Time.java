package dev.batchwright.states.time;

import java.time.Instant;

/// The clock and the timers of an engine. Everything that waits (Wait states, backoffs, timeouts,
/// heartbeats) is an alarm here; no thread sleeps for it.
public interface Time {

  /// The current instant.
  Instant now();

  /// Runs `action` once `due` has come, at once when it has passed. Actions are short: they hand
  /// work on and return.
  Alarm at(Instant due, Runnable action);

  /// Announces `work` that will be run soon on some thread. Real time ignores it; simulated time
  /// stands still until the returned task has run, so that nothing is skipped over.
  ///
  /// @return what to run in place of `work`, exactly once
  default Runnable accountFor(Runnable work) {
    return work;
  }

  /// A set alarm.
  @FunctionalInterface
  interface Alarm {
    /// Takes the alarm back; does nothing when it has rung already.
    void cancel();
  }

  /// The system clock, with one daemon thread for all alarms, started at the first of them.
  static Time system() {
    return SystemTime.SHARED;
  }
}
