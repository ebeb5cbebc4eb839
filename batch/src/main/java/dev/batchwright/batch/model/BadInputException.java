package dev.batchwright.batch.model;

import java.io.Serial;

/// The data cannot be read as the job says, in a way that no quarantine can hold: text that is not
/// UTF-8 from its first byte, a header that lacks a column. Never tried again.
public final class BadInputException extends BatchException {

  @Serial private static final long serialVersionUID = 1L;

  public BadInputException(String message) {
    super(message);
  }

  public BadInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
