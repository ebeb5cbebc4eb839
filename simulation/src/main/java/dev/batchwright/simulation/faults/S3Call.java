package dev.batchwright.simulation.faults;

import java.util.Objects;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;

/// One request to S3, path style, as a fault plan sees it.
///
/// @param operation which
/// @param bucket the bucket's name
/// @param key the object's key, empty for a listing
/// @param conditional whether it is a write that must find nothing there
/// @param ranged whether it asks for a part of the object
public record S3Call(
    Operation operation, String bucket, String key, boolean conditional, boolean ranged) {

  /// The operations that storage uses, by their names in the API.
  public enum Operation {
    GET_OBJECT,
    HEAD_OBJECT,
    PUT_OBJECT,
    DELETE_OBJECT,
    LIST_OBJECTS,
    CREATE_UPLOAD,
    UPLOAD_PART,
    COMPLETE_UPLOAD,
    ABORT_UPLOAD,
    LIST_UPLOADS,
    OTHER;

    /// Whether the request brings bytes that are to be stored.
    public boolean sendsBytes() {
      return this == PUT_OBJECT || this == UPLOAD_PART;
    }
  }

  public S3Call {
    Objects.requireNonNull(operation, "operation");
    Objects.requireNonNull(bucket, "bucket");
    Objects.requireNonNull(key, "key");
  }

  /// What a request asks for.
  public static S3Call of(SdkHttpRequest request) {
    String path = request.encodedPath();
    int slash = path.indexOf('/', 1);
    String bucket = slash < 0 ? path.substring(1) : path.substring(1, slash);
    String key = slash < 0 ? "" : Urls.decode(path.substring(slash + 1));
    return new S3Call(
        operation(request, key),
        bucket,
        key,
        request.firstMatchingHeader("If-None-Match").isPresent(),
        request.firstMatchingHeader("Range").isPresent());
  }

  private static Operation operation(SdkHttpRequest request, String key) {
    SdkHttpMethod method = request.method();
    boolean ofUpload = request.rawQueryParameters().containsKey("uploadId");
    boolean uploads = request.rawQueryParameters().containsKey("uploads");
    if (key.isEmpty()) {
      boolean lists = request.rawQueryParameters().containsKey("list-type");
      return uploads ? Operation.LIST_UPLOADS : lists ? Operation.LIST_OBJECTS : Operation.OTHER;
    }
    return switch (method) {
      case GET -> ofUpload ? Operation.OTHER : Operation.GET_OBJECT;
      case HEAD -> Operation.HEAD_OBJECT;
      case PUT -> ofUpload ? Operation.UPLOAD_PART : Operation.PUT_OBJECT;
      case DELETE -> ofUpload ? Operation.ABORT_UPLOAD : Operation.DELETE_OBJECT;
      case POST ->
          ofUpload
              ? Operation.COMPLETE_UPLOAD
              : uploads ? Operation.CREATE_UPLOAD : Operation.OTHER;
      default -> Operation.OTHER;
    };
  }

  @Override
  public String toString() {
    return operation + " s3://" + bucket + "/" + key;
  }
}
