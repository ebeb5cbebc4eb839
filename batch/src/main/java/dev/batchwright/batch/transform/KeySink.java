package dev.batchwright.batch.transform;

import java.util.Objects;

/// Takes the keys of rows that have to be unique in the whole output, as entries: a key, and where
/// its row comes from, which [DuplicateKeys] reads.
///
/// @param item the number of the chunk or partition that the rows are of
/// @param sink where they go, in any order
public record KeySink(int item, EntrySink sink) {

  /// Forgets what it is given.
  public static final KeySink NOWHERE = new KeySink(0, (_, _, _, _) -> {});

  public KeySink {
    Objects.requireNonNull(sink, "sink");
  }
}
