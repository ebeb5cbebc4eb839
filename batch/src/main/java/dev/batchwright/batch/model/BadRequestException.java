package dev.batchwright.batch.model;

import java.io.Serial;

/// The run as asked for cannot be done: an unknown job, column or setting, a missing input, an
/// output prefix that is not empty. Found before anything is written; never tried again.
public final class BadRequestException extends BatchException {

  @Serial private static final long serialVersionUID = 1L;

  public BadRequestException(String message) {
    super(message);
  }

  public BadRequestException(String message, Throwable cause) {
    super(message, cause);
  }
}
