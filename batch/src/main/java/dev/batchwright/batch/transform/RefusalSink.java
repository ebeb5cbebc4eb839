package dev.batchwright.batch.transform;

import java.io.IOException;

/// Takes the rows that a job refuses, for the quarantine.
public interface RefusalSink {

  /// Takes one refused row.
  ///
  /// @throws IOException when it cannot be stored
  void refuse(Refusal refusal) throws IOException;
}
