package dev.batchwright.batch.formats;

import java.io.IOException;

/// Compressed bytes that cannot be decoded any further; not a failure to get them.
public final class CorruptInputException extends IOException {

  private static final long serialVersionUID = 1L;

  CorruptInputException(String message) {
    super(message);
  }

  CorruptInputException(String message, Throwable cause) {
    super(message, cause);
  }
}
