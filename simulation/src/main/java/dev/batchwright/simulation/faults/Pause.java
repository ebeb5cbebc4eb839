package dev.batchwright.simulation.faults;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;

/// How time passes for a request: really, in a simulation, or not at all.
@FunctionalInterface
public interface Pause {

  /// Lets time pass.
  ///
  /// @throws IOException when whoever waits is no longer wanted
  void pass(Duration duration) throws IOException;

  /// On the real clock.
  static Pause real() {
    return duration -> {
      try {
        Thread.sleep(duration);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while a request was delayed");
      }
    };
  }

  /// Not at all: what would take long is over at once.
  static Pause none() {
    return _ -> {};
  }
}
