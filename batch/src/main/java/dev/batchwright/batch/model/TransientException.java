package dev.batchwright.batch.model;

import java.io.Serial;

/// Something outside failed that may pass: throttling, a service error, a cut connection. The state
/// machine tries again.
public final class TransientException extends BatchException {

  @Serial private static final long serialVersionUID = 1L;

  public TransientException(String message) {
    super(message);
  }

  public TransientException(String message, Throwable cause) {
    super(message, cause);
  }
}
