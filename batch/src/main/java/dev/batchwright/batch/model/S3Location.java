package dev.batchwright.batch.model;

import java.util.Objects;

/// Where an object is, or the prefix under which objects are: `s3://bucket/key`.
///
/// @param bucket the bucket's name, not empty
/// @param key the key or key prefix, maybe empty
public record S3Location(String bucket, String key) {

  private static final String SCHEME = "s3://";

  public S3Location {
    Objects.requireNonNull(bucket, "bucket");
    Objects.requireNonNull(key, "key");
    if (bucket.isEmpty() || bucket.indexOf('/') >= 0) {
      throw new IllegalArgumentException("'" + bucket + "' is not a bucket's name");
    }
  }

  /// Reads `s3://bucket/key`.
  ///
  /// @throws BadRequestException when the text is no such URI
  public static S3Location parse(String uri) {
    if (!uri.startsWith(SCHEME) || uri.length() == SCHEME.length()) {
      throw new BadRequestException(
          "'" + uri + "' is not an S3 URI; write s3://bucket/key or s3://bucket/prefix/*.csv");
    }
    int slash = uri.indexOf('/', SCHEME.length());
    if (slash == SCHEME.length()) {
      throw new BadRequestException("'" + uri + "' names no bucket; write s3://bucket/key");
    }
    return slash < 0
        ? new S3Location(uri.substring(SCHEME.length()), "")
        : new S3Location(uri.substring(SCHEME.length(), slash), uri.substring(slash + 1));
  }

  /// The location whose key is this one's followed by `suffix`.
  public S3Location plus(String suffix) {
    return new S3Location(bucket, key + suffix);
  }

  /// The location as messages name it: `s3://bucket/key`.
  public String uri() {
    return SCHEME + bucket + "/" + key;
  }

  @Override
  public String toString() {
    return uri();
  }
}
