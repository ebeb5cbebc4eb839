package dev.batchwright.batch.transform;

import java.io.IOException;

/// The end of a pipeline: where rows leave it.
interface LastSink extends RowSink {

  /// Hands on what is still held.
  ///
  /// @return rows written, or entries handed to the shuffle
  long finish() throws IOException;
}
