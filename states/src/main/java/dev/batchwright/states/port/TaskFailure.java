package dev.batchwright.states.port;

import java.util.Objects;
import java.util.Optional;

/// A task's own failure: an error name for Retry and Catch, and a cause for people.
public final class TaskFailure extends Exception {

  private static final long serialVersionUID = 1L;

  private final String error;
  private final Optional<String> cause;

  /// A failure with a cause.
  ///
  /// @param error the error name, such as `Lambda.TooManyRequestsException`
  /// @param cause what happened; AWS puts the function's JSON error object here
  public TaskFailure(String error, String cause) {
    this(error, Optional.of(cause));
  }

  /// A failure that may have no cause.
  public TaskFailure(String error, Optional<String> cause) {
    super(error + cause.map(text -> ": " + text).orElse(""), null, false, false);
    this.error = Objects.requireNonNull(error, "error");
    this.cause = Objects.requireNonNull(cause, "cause");
  }

  /// The error name that Retry and Catch match on.
  public String error() {
    return error;
  }

  /// What happened, for people.
  public Optional<String> cause() {
    return cause;
  }
}
