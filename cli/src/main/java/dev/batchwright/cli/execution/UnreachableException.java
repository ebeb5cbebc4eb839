package dev.batchwright.cli.execution;

import java.io.Serial;

/// The target does not answer, refuses the credentials, or has no such state machine.
public final class UnreachableException extends RuntimeException {

  @Serial private static final long serialVersionUID = 1L;

  /// @param message where, what happened, what to do
  public UnreachableException(String message, Throwable cause) {
    super(message, cause);
  }
}
