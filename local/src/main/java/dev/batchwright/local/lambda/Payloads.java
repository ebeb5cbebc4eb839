package dev.batchwright.local.lambda;

import dev.batchwright.local.http.ServiceException;
import java.nio.charset.StandardCharsets;

/// What an invocation may send, as the service limits it.
final class Payloads {
  /// Bytes of a request that is waited for.
  static final int SYNCHRONOUS = 6_291_456;

  /// Bytes of a request that is not.
  static final int ASYNCHRONOUS = 1_048_576;

  private static final byte[] EMPTY_EVENT = "{}".getBytes(StandardCharsets.UTF_8);

  private Payloads() {}

  /// The payload, or an empty event where there is none.
  ///
  /// @throws ServiceException `RequestTooLargeException`, 413
  static byte[] checked(byte[] payload, int limitBytes) {
    if (payload.length > limitBytes) {
      throw new ServiceException(
          "RequestTooLargeException",
          413,
          payload.length
              + " byte payload is too large for the "
              + (limitBytes == SYNCHRONOUS ? "RequestResponse" : "Event")
              + " invocation type (limit "
              + limitBytes
              + " bytes)");
    }
    return payload.length == 0 ? EMPTY_EVENT : payload;
  }
}
