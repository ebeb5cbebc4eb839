package dev.batchwright.batch.formats;

import java.io.IOException;
import java.io.InputStream;

/// The bytes of one input object, from any offset on. Storage implements it with ranged GETs ahead
/// of the reader; tests with an array.
public interface ObjectBytes {

  /// The object as messages name it: `s3://bucket/key@etag`.
  String place();

  /// The object's size in bytes.
  long sizeBytes();

  /// Opens the bytes `[startByte, sizeBytes())`. The stream is read as far as is needed and closed;
  /// `expectedEndByte` is only a hint for how far that will probably be, and reading past it works.
  ///
  /// @throws IOException when the bytes cannot be had
  InputStream open(long startByte, long expectedEndByte) throws IOException;
}
