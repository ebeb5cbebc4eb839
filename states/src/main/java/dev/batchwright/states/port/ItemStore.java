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

  /// Opens one object for reads at any place in it, as Parquet wants them; the engine closes it.
  ///
  /// This default holds the whole object in memory; stores of large objects have a better way.
  ///
  /// @throws IOException as [#open] does
  default RangedObject openRanged(String bucket, String key) throws IOException {
    try (InputStream stream = open(bucket, key, Optional.empty())) {
      return RangedObject.of(stream.readAllBytes());
    }
  }

  /// The objects whose key starts with `prefix`, in key order, fetched page by page as the stream
  /// is consumed; the engine closes the stream.
  Stream<StoredObject> list(String bucket, String prefix) throws IOException;

  /// Writes one whole object, replacing any that is there.
  void put(String bucket, String key, byte[] content) throws IOException;

  /// Starts to write one object piece by piece, for results that may be larger than memory. Nothing
  /// of it is visible before [ObjectUpload#complete].
  ///
  /// This default collects the pieces and puts the whole; stores of large objects have a better
  /// way.
  ///
  /// @throws IOException when nothing can be written there
  default ObjectUpload upload(String bucket, String key) throws IOException {
    return new BufferedUpload(content -> put(bucket, key, content));
  }

  /// A store that holds nothing and refuses writes: for machines without item readers.
  static ItemStore none() {
    return new NoItemStore();
  }
}
