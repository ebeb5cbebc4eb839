package dev.batchwright.cli.place;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/// Names a directory's bucket: readable, valid for S3, and always the same for the same directory,
/// so that a run that is resumed asks for the same inputs.
final class BucketNames {

  /// S3 takes 63 characters; this leaves room for the hash.
  private static final int MAX_STEM = 40;

  /// Bytes of the path's hash in the name: two directories of one run collide once in 2^32.
  private static final int HASH_BYTES = 4;

  private BucketNames() {}

  static String of(Path directory) {
    Path last = directory.getFileName();
    String stem = (last == null ? "root" : last.toString()).toLowerCase(Locale.ROOT);
    stem = stem.replaceAll("[^a-z0-9]+", "-").replaceAll("^-+", "");
    stem = stem.substring(0, Math.min(stem.length(), MAX_STEM)).replaceAll("-+$", "");
    return (stem.isEmpty() ? "dir" : stem) + "-" + hash(directory.toString());
  }

  private static String hash(String path) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(path.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest, 0, HASH_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
