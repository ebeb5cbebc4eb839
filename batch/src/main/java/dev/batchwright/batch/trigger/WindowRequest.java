package dev.batchwright.batch.trigger;

import java.time.Duration;
import java.time.Instant;
import java.util.Objects;

/// One window of a binding, which uploads are gathered in: the input of the state machine
/// `UploadWindow` and of its function.
///
/// @param binding the binding's name
/// @param window the window's id, which is its execution's name and the run's id
/// @param startsAt when it starts
/// @param endsAt when it may be closed
public record WindowRequest(String binding, String window, Instant startsAt, Instant endsAt) {

  public WindowRequest {
    Objects.requireNonNull(binding, "binding");
    Objects.requireNonNull(window, "window");
    Objects.requireNonNull(startsAt, "startsAt");
    Objects.requireNonNull(endsAt, "endsAt");
  }

  /// The window that a time lies in. Windows begin at whole multiples of their length since
  /// 1970-01-01T00:00:00Z, so that everybody who looks finds the same.
  static WindowRequest at(String binding, Instant time, Duration length) {
    long seconds = length.toSeconds();
    Instant start = Instant.ofEpochSecond(Math.floorDiv(time.getEpochSecond(), seconds) * seconds);
    return new WindowRequest(binding, RunIds.window(binding, start), start, start.plus(length));
  }
}
