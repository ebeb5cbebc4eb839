package dev.batchwright.simulation.s3;

import java.util.Objects;

/// A change of what readers can see.
///
/// @param kind what happened
/// @param bucket the bucket's name
/// @param key the object's key
public record Effect(Kind kind, String bucket, String key) {

  /// What happens to an object.
  public enum Kind {
    CREATED,
    REPLACED,
    DELETED
  }

  public Effect {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(bucket, "bucket");
    Objects.requireNonNull(key, "key");
  }
}
