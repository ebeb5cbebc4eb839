package dev.batchwright.local.s3;

import java.util.Map;
import java.util.TreeMap;

/// A request that is answered with an S3 error. The message is for the person who reads it at the
/// client: it says what was expected and what to do, where S3's own words leave that open.
final class S3Exception extends RuntimeException {

  private final ErrorCode code;
  private final transient Map<String, String> details;

  S3Exception(ErrorCode code, String message) {
    this(code, message, Map.of());
  }

  /// @param details further elements of the error document, such as `Condition`
  S3Exception(ErrorCode code, String message, Map<String, String> details) {
    // An answer to a client, thrown often (412 is how a race is lost): no stack trace.
    super(message, null, false, false);
    this.code = code;
    this.details = new TreeMap<>(details);
  }

  static S3Exception noSuchKey(String key) {
    return new S3Exception(
        ErrorCode.NO_SUCH_KEY, "The specified key does not exist.", Map.of("Key", key));
  }

  static S3Exception noSuchBucket(String bucket) {
    return new S3Exception(
        ErrorCode.NO_SUCH_BUCKET,
        "The specified bucket does not exist.",
        Map.of("BucketName", bucket));
  }

  static S3Exception noSuchUpload(String uploadId) {
    return new S3Exception(
        ErrorCode.NO_SUCH_UPLOAD,
        "The specified upload does not exist. The upload ID may be invalid, or the upload may have"
            + " been aborted or completed.",
        Map.of("UploadId", uploadId));
  }

  static S3Exception preconditionFailed(String header) {
    return new S3Exception(
        ErrorCode.PRECONDITION_FAILED,
        "At least one of the pre-conditions you specified did not hold",
        Map.of("Condition", header));
  }

  static S3Exception invalidArgument(String message) {
    return new S3Exception(ErrorCode.INVALID_ARGUMENT, message);
  }

  static S3Exception notImplemented(String what) {
    return new S3Exception(
        ErrorCode.NOT_IMPLEMENTED,
        what + " is not implemented by this embedded endpoint; use LocalStack or AWS for it.");
  }

  ErrorCode code() {
    return code;
  }

  Map<String, String> details() {
    return details;
  }
}
