package dev.batchwright.states.engine;

import java.util.Objects;
import java.util.Optional;

/// Where one object of a data set is.
record ObjectPlace(String bucket, String key, Optional<String> versionId) {

  ObjectPlace {
    Objects.requireNonNull(bucket, "bucket");
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(versionId, "versionId");
  }

  /// As `Map.Item.Source` names it.
  String uri() {
    return ItemContext.uri(bucket, key);
  }

  @Override
  public String toString() {
    return "s3://" + bucket + "/" + key;
  }
}
