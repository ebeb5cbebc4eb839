package dev.batchwright.states.api;

import java.util.Objects;

/// A refused API call, with the service's own error name.
public final class ApiException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String code;
  private final int httpStatus;

  /// A refusal with HTTP status 400, which is what the service answers to every client error.
  ///
  /// @param code the error type, such as `ExecutionDoesNotExist`
  public ApiException(String code, String message) {
    this(code, message, 400);
  }

  /// A refusal.
  public ApiException(String code, String message, int httpStatus) {
    super(message, null, false, false);
    this.code = Objects.requireNonNull(code, "code");
    this.httpStatus = httpStatus;
  }

  /// The answer to a call whose thread was interrupted while it waited; the thread stays so.
  static ApiException interrupted(String doing) {
    Thread.currentThread().interrupt();
    return new ApiException("InternalServerError", "Interrupted while " + doing, 500);
  }

  /// The error type: `__type` of an AWS JSON 1.0 response.
  public String code() {
    return code;
  }

  /// The HTTP status of the response.
  public int httpStatus() {
    return httpStatus;
  }
}
