package dev.batchwright.local.http;

/// A failure that an AWS service answers with: a code, an HTTP status and a message for a person.
///
/// The code is the one that SDKs know the exception by, such as `QueueDoesNotExist`.
public final class ServiceException extends RuntimeException {
  private final String code;
  private final String queryCode;
  private final int status;

  /// A failure whose legacy (query protocol) code is the same as its code.
  public ServiceException(String code, int status, String message) {
    this(code, code, status, message);
  }

  /// A failure whose legacy code differs: it goes into `x-amzn-query-error`, which old clients
  /// read.
  public ServiceException(String code, String queryCode, int status, String message) {
    super(message);
    if (code.isBlank() || status < 400 || status > 599) {
      throw new IllegalArgumentException("not a failure: code '" + code + "', status " + status);
    }
    this.code = code;
    this.queryCode = queryCode;
    this.status = status;
  }

  /// The exception's name on the wire.
  public String code() {
    return code;
  }

  /// The name that the older query protocol gave it.
  public String queryCode() {
    return queryCode;
  }

  /// The HTTP status, 400 to 599.
  public int status() {
    return status;
  }

  /// The message, never absent.
  public String text() {
    return String.valueOf(getMessage());
  }

  /// The answer to an operation that this target does not have.
  ///
  /// @param offered what there is instead, for the message
  public static ServiceException notOffered(String operation, String offered) {
    return new ServiceException(
        "NotImplemented",
        501,
        operation + " is not offered by the embedded target; offered here: " + offered);
  }
}
