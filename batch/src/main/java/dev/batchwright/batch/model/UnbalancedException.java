package dev.batchwright.batch.model;

import java.io.Serial;

/// The ledger does not hold against the plan: bytes or rows are missing or doubled. Nothing was
/// published; the message names the chunk.
public final class UnbalancedException extends BatchException {

  @Serial private static final long serialVersionUID = 1L;

  public UnbalancedException(String message) {
    super(message);
  }

  public UnbalancedException(String message, Throwable cause) {
    super(message, cause);
  }
}
