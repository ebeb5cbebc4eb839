package dev.batchwright.local.s3;

import java.util.Optional;

/// What `x-amz-copy-source` names.
record CopySource(String bucket, String key) {

  /// @throws S3Exception InvalidArgument
  static CopySource of(S3Request request) {
    String header = request.header("x-amz-copy-source").orElse("");
    int query = header.indexOf('?');
    if (query >= 0 && !header.endsWith("?versionId=null")) {
      throw S3Exception.notImplemented("A version of an object (" + header + ")");
    }
    String path = UrlCodec.decodePath(query < 0 ? header : header.substring(0, query));
    String name = path.startsWith("/") ? path.substring(1) : path;
    int slash = name.indexOf('/');
    if (slash <= 0 || slash == name.length() - 1) {
      throw S3Exception.invalidArgument(
          "Copy Source must mention the source bucket and key: sourcebucket/sourcekey, not '"
              + header
              + "'");
    }
    return new CopySource(name.substring(0, slash), name.substring(slash + 1));
  }

  /// The bytes to copy: `x-amz-copy-source-range`, or all.
  ///
  /// @throws S3Exception InvalidArgument for a range that is malformed or outside the object
  static ByteRange range(S3Request request, StoredObject source) {
    Optional<String> header = request.header("x-amz-copy-source-range");
    if (header.isEmpty()) {
      return ByteRange.whole(source.sizeBytes());
    }
    try {
      return ByteRange.parse(header.get(), source.sizeBytes())
          .orElseThrow(() -> malformed(header.get()));
    } catch (S3Exception e) {
      throw malformed(header.get());
    }
  }

  private static S3Exception malformed(String header) {
    return S3Exception.invalidArgument(
        "The x-amz-copy-source-range value must be of the form bytes=first-last where first and"
            + " last are the zero-based offsets of the first and last bytes to copy, inside the"
            + " source; it is '"
            + header
            + "'");
  }
}
