package dev.batchwright.batch.model;

import java.io.Serial;

/// A failure that can be counted. The class name is its error name in the States Language, so a
/// state machine decides by it what is tried again.
///
/// Messages say where, what happened, what was expected and what to do.
public abstract sealed class BatchException extends RuntimeException
    permits BadRequestException,
        BadInputException,
        InputChangedException,
        UnbalancedException,
        ToleranceExceededException,
        ChecksFailedException,
        TransientException,
        DeadlineException {

  @Serial private static final long serialVersionUID = 1L;

  BatchException(String message) {
    super(message);
  }

  BatchException(String message, Throwable cause) {
    super(message, cause);
  }
}
