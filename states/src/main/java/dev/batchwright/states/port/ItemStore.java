package dev.batchwright.states.port;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.stream.Stream;

/// The S3 side of distributed maps: data sets that item readers read, results that writers write.
///
/// Implementations are called from virtual threads, may block, and have to be thread-safe.
public interface ItemStore {

  /// Opens one object for one sequential read; the engine closes the stream.
  ///
  /// @throws IOException when the object does not exist or cannot be read; the message ends up as
  ///   the cause of `States.ItemReaderFailed`
  InputStream open(String bucket, String key, Optional<String> versionId) throws IOException;

  /// The objects whose key starts with `prefix`, in key order, fetched page by page as the stream
  /// is consumed; the engine closes the stream.
  Stream<StoredObject> list(String bucket, String prefix) throws IOException;

  /// Writes one whole object, replacing any that is there.
  void put(String bucket, String key, byte[] content) throws IOException;

  /// A store that holds nothing and refuses writes: for machines without item readers.
  static ItemStore none() {
    return new NoItemStore();
  }
}
