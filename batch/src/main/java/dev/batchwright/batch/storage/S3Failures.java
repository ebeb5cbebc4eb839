package dev.batchwright.batch.storage;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.BatchException;
import dev.batchwright.batch.model.TransientException;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;

/// Says of a failed request whether it may pass.
final class S3Failures {

  private S3Failures() {}

  /// @param what the request as messages name it: `GET s3://bucket/key bytes [0, 10)`
  static BatchException of(String what, SdkException failure) {
    return switch (failure) {
      case AwsServiceException answer -> ofAnswer(what, answer);
      case SdkClientException client -> ofClient(what, client);
      default -> new TransientException(what + ": " + failure.getMessage(), failure);
    };
  }

  /// S3's own name of the error, or empty: the answer to a HEAD has no body that could hold one.
  static String code(AwsServiceException answer) {
    return Optional.ofNullable(answer.awsErrorDetails()).map(AwsErrorDetails::errorCode).orElse("");
  }

  /// Whether there is no such object. A HEAD has no body and so no code; there 404 alone has to do.
  static boolean isNoSuchKey(AwsServiceException answer) {
    return answer.statusCode() == 404 && !"NoSuchBucket".equals(code(answer));
  }

  /// Whether S3 found other bytes than were sent to it, by their checksum.
  static boolean isDamagedOnItsWay(Throwable failure) {
    return failure instanceof AwsServiceException answer
        && switch (code(answer)) {
          case "BadDigest", "XAmzContentSHA256Mismatch" -> true;
          default -> false;
        };
  }

  private static BatchException ofAnswer(String what, AwsServiceException answer) {
    int status = answer.statusCode();
    String code = code(answer);
    String said = what + ": S3 answered " + status + " " + code;
    if (status >= 500
        || status == 429
        || status == 409
        || isPassing(code)
        || isDamagedOnItsWay(answer)) {
      return new TransientException(said + ", after the client's own retries; try again", answer);
    }
    return switch (status) {
      case 401, 403 ->
          new BadRequestException(
              said + "; give the role or credentials of this process permission for it", answer);
      case 404 ->
          new BadRequestException(said + "; check the bucket's name and that it is there", answer);
      case 301, 307 ->
          new BadRequestException(
              said + "; the bucket is in another region, run where it is", answer);
      default -> new BadRequestException(said + ": " + answer.getMessage(), answer);
    };
  }

  private static boolean isPassing(String code) {
    return switch (code) {
      case "RequestTimeout", "SlowDown", "Throttling", "RequestTimeTooSkewed", "ExpiredToken" ->
          true;
      default -> false;
    };
  }

  private static BatchException ofClient(String what, SdkClientException client) {
    String reason = String.valueOf(client.getMessage());
    if (reason.contains("credentials") || reason.contains("region")) {
      return new BadRequestException(
          what + ": " + reason + "; configure credentials and a region for the AWS SDK", client);
    }
    return new TransientException(what + ": " + reason, client);
  }
}
