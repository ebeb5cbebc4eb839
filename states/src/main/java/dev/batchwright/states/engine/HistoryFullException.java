package dev.batchwright.states.engine;

import dev.batchwright.states.Limits;

/// The execution has no room for more events.
final class HistoryFullException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  HistoryFullException() {
    super(
        "The execution reached the maximum number of history events ("
            + Limits.MAX_HISTORY_EVENTS
            + ").",
        null,
        false,
        false);
  }
}
