package dev.batchwright.batch.model;

import java.io.Serial;

/// An attempt stopped by itself, since the function that it runs in was about to be cut off. The
/// state machine treats it as the timeout that it would have been, and tries once more: the second
/// attempt may meet a faster worker. What does not fit twice needs smaller pieces of work.
public final class DeadlineException extends BatchException {

  @Serial private static final long serialVersionUID = 1L;

  public DeadlineException(String message) {
    super(message);
  }
}
