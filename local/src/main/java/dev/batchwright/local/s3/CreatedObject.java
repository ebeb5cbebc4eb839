package dev.batchwright.local.s3;

/// An object that has come into being: what a listener is told.
///
/// @param bucket the bucket's name
/// @param key its key
/// @param sizeBytes its length
/// @param etag without quotes
/// @param reason how it came
/// @param requestId that of the request by which it came
public record CreatedObject(
    String bucket, String key, long sizeBytes, String etag, Reason reason, String requestId) {

  /// How an object comes into being.
  public enum Reason {
    /// By PutObject, by a state machine's results, or as a file copied into a mounted directory.
    PUT("PutObject"),
    /// By CompleteMultipartUpload.
    MULTIPART("CompleteMultipartUpload"),
    /// By CopyObject.
    COPY("CopyObject");

    private final String operation;

    Reason(String operation) {
      this.operation = operation;
    }

    /// The operation's name, as events have it.
    public String operation() {
      return operation;
    }
  }
}
