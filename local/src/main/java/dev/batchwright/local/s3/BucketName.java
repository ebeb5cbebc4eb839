package dev.batchwright.local.s3;

import java.util.regex.Pattern;

/// The rules for bucket names of S3 general purpose buckets.
final class BucketName {

  private static final Pattern VALID =
      Pattern.compile("(?!\\d+\\.\\d+\\.\\d+\\.\\d+$)(?!.*\\.\\.)[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]");

  private BucketName() {}

  static boolean isValid(String name) {
    return VALID.matcher(name).matches();
  }

  /// @throws S3Exception InvalidBucketName
  static void check(String name) {
    if (!isValid(name)) {
      throw new S3Exception(
          ErrorCode.INVALID_BUCKET_NAME,
          "The specified bucket is not valid: '"
              + name
              + "'; a name has 3 to 63 lower-case"
              + " letters, digits, dots and hyphens, and begins and ends with a letter or digit");
    }
  }
}
