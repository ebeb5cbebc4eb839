package dev.batchwright.batch.model;

import java.io.Serial;

/// An input object is no longer what was planned: its ETag changed, or it is gone. Never tried
/// again; a new run plans the new state.
public final class InputChangedException extends BatchException {

  @Serial private static final long serialVersionUID = 1L;

  public InputChangedException(String message) {
    super(message);
  }

  public InputChangedException(String message, Throwable cause) {
    super(message, cause);
  }
}
