package dev.batchwright.local.lambda;

/// What an invocation came to.
public sealed interface InvocationResult {
  /// The JSON that goes back to the caller: the handler's answer, or the error.
  byte[] payload();

  /// The last 4 KiB of what was logged.
  String logTail();

  /// The handler returned.
  ///
  /// @param payload what it returned, as JSON
  /// @param logTail the last 4 KiB of what it logged
  record Succeeded(byte[] payload, String logTail) implements InvocationResult {
    /// Takes both as they are: the array is the invocation's own.
    public Succeeded {}
  }

  /// The handler threw, could not be made, was cut off, or returned too much.
  ///
  /// @param errorType the error's name: the exception's class, `Sandbox.Timedout`,
  ///   `Function.ResponseSizeTooLarge`
  /// @param errorMessage the error's message
  /// @param payload `{errorMessage, errorType, stackTrace}` as JSON
  /// @param logTail the last 4 KiB of what it logged
  record Failed(String errorType, String errorMessage, byte[] payload, String logTail)
      implements InvocationResult {
    /// Takes all as they are: the array is the invocation's own.
    public Failed {}
  }
}
