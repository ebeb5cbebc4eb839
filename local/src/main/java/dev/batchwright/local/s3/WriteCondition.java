package dev.batchwright.local.s3;

import java.util.Optional;

/// What has to be true of a key's present object for a write to happen. Checked and acted upon
/// under the bucket's lock, so of several writers with the same condition one wins.
sealed interface WriteCondition {

  /// Throws when the condition does not hold.
  ///
  /// @param present the key's object now
  /// @throws S3Exception PreconditionFailed, or NoSuchKey when there is nothing to match
  void check(String key, Optional<StoredObject> present);

  /// Whether there is anything to check.
  default boolean isConditional() {
    return !(this instanceof Always);
  }

  /// No condition.
  record Always() implements WriteCondition {
    @Override
    public void check(String key, Optional<StoredObject> present) {}
  }

  /// `If-None-Match: *`: there is no object yet.
  record Absent() implements WriteCondition {
    @Override
    public void check(String key, Optional<StoredObject> present) {
      if (present.isPresent()) {
        throw S3Exception.preconditionFailed("If-None-Match");
      }
    }
  }

  /// `If-Match`: the object is the one with this ETag.
  record Matches(String etag) implements WriteCondition {
    @Override
    public void check(String key, Optional<StoredObject> present) {
      StoredObject object = present.orElseThrow(() -> S3Exception.noSuchKey(key));
      if (!ETags.matches(etag, object.etag())) {
        throw S3Exception.preconditionFailed("If-Match");
      }
    }
  }

  /// Reads the conditions of a write request.
  ///
  /// @throws S3Exception NotImplemented for an `If-None-Match` that is not `*`, as in S3
  static WriteCondition of(S3Request request) {
    Optional<String> noneMatch = request.header("if-none-match");
    if (noneMatch.isPresent()) {
      if (!ETags.unquote(noneMatch.get()).equals("*")) {
        throw S3Exception.notImplemented("If-None-Match with an ETag on a write (only * is)");
      }
      return new Absent();
    }
    return request.header("if-match").<WriteCondition>map(Matches::new).orElseGet(Always::new);
  }
}
