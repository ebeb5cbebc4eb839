package dev.batchwright.local.s3;

import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// One object as it is on disk now: a file, and the metadata of its PUT when it came by one and has
/// not been changed since by somebody else.
///
/// @param put the metadata of its PUT; empty for a file that the user placed or changed
record StoredObject(String key, FileIdentity identity, Optional<ObjectMetadata> put) {

  /// Without quotes.
  String etag() {
    return put.map(ObjectMetadata::etag).orElseGet(identity::etag);
  }

  long sizeBytes() {
    return identity.sizeBytes();
  }

  Instant lastModified() {
    return identity.lastModified();
  }

  SortedMap<String, String> headers() {
    return put.map(ObjectMetadata::headers)
        .orElse(Collections.unmodifiableSortedMap(new TreeMap<>()));
  }

  Optional<ObjectChecksum> checksum() {
    return put.flatMap(ObjectMetadata::checksum);
  }

  List<Long> partSizesBytes() {
    return put.map(ObjectMetadata::partSizesBytes).orElse(List.of());
  }
}
