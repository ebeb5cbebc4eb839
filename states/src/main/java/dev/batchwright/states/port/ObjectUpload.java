package dev.batchwright.states.port;

import java.io.IOException;

/// One object that is being written. Used by one thread at a time; ends with exactly one of
/// [#complete] and [#abort].
public interface ObjectUpload {

  /// Appends bytes.
  ///
  /// @param bytes not kept
  /// @throws IOException when they cannot be written
  void write(byte[] bytes) throws IOException;

  /// Makes the object visible as a whole.
  ///
  /// @throws IOException when that fails; the object is not there then
  void complete() throws IOException;

  /// Gives the object up; nothing of it remains.
  void abort();
}
