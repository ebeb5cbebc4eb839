package dev.batchwright.local.http;

import java.io.InputStream;

/// An exchange whose client reads the body of the answer itself: a handler that has a stream can
/// hand it over, and nothing is copied from one side to the other.
public interface PulledBody {

  /// Answers with this body, which is read and closed by the client after the handler has returned.
  ///
  /// @param status the HTTP status
  /// @param body the bytes; a failure to read them is the client's broken connection
  /// @param sizeBytes how many bytes that is
  void send(int status, InputStream body, long sizeBytes);
}
