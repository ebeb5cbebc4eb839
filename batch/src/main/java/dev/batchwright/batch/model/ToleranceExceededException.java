package dev.batchwright.batch.model;

import java.io.Serial;

/// More rows were refused than the job tolerates. Nothing was published; the message says where the
/// quarantine is.
public final class ToleranceExceededException extends BatchException {

  @Serial private static final long serialVersionUID = 1L;

  public ToleranceExceededException(String message) {
    super(message);
  }

  public ToleranceExceededException(String message, Throwable cause) {
    super(message, cause);
  }
}
