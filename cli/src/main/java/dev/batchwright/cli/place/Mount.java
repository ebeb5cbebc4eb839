package dev.batchwright.cli.place;

import java.nio.file.Path;
import java.util.Objects;

/// A directory that the embedded target shows as a bucket.
///
/// @param bucket the bucket's name
/// @param directory the directory, absolute
/// @param shown the directory as the user wrote it, for messages; empty for the current one
/// @param readOnly whether writes are refused
public record Mount(String bucket, Path directory, String shown, boolean readOnly) {

  public Mount {
    Objects.requireNonNull(bucket, "bucket");
    Objects.requireNonNull(directory, "directory");
    Objects.requireNonNull(shown, "shown");
    if (!directory.isAbsolute()) {
      throw new IllegalArgumentException(directory + " is not absolute");
    }
  }

  Mount writable() {
    return new Mount(bucket, directory, shown, false);
  }

  /// The URI of a key in it.
  String uri(String key) {
    return "s3://" + bucket + "/" + key;
  }

  /// A key in it as the user would write it.
  String show(String key) {
    if (key.isEmpty()) {
      return shown.isEmpty() ? "./" : shown + (shown.endsWith("/") ? "" : "/");
    }
    if (shown.isEmpty()) {
      return key;
    }
    return shown.endsWith("/") ? shown + key : shown + "/" + key;
  }
}
