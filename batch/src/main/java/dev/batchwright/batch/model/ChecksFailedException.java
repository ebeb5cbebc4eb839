package dev.batchwright.batch.model;

import java.io.Serial;

/// The data that a run would publish is not what its job expects: one of its checks fails. Nothing
/// was published; the message names every check that fails, with what was found and where.
public final class ChecksFailedException extends BatchException {

  @Serial private static final long serialVersionUID = 1L;

  public ChecksFailedException(String message) {
    super(message);
  }

  public ChecksFailedException(String message, Throwable cause) {
    super(message, cause);
  }
}
