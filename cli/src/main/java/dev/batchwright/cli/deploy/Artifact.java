package dev.batchwright.cli.deploy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A file that a template names. In the artifact bucket it lies under the hash of its content, so
/// that the same content is uploaded once and a template changes when, and only when, content does.
///
/// @param file where it is now
/// @param name its name without the ending
/// @param extension the ending, with its dot
/// @param sha256 the hash of its content, 64 hexadecimal digits
record Artifact(Path file, String name, String extension, String sha256) {

  private static final int BUFFER_BYTES = 1 << 16;

  /// Reads the file once, for its hash.
  static Artifact of(Path file, String name, String extension) {
    try (InputStream in = Files.newInputStream(file)) {
      MessageDigest digest = digest();
      byte[] buffer = new byte[BUFFER_BYTES];
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        digest.update(buffer, 0, n);
      }
      return new Artifact(file, name, extension, HexFormat.of().formatHex(digest.digest()));
    } catch (IOException e) {
      throw new UncheckedIOException(file + " cannot be read", e);
    }
  }

  /// The hash of a content, 64 hexadecimal digits.
  static String sha256(byte[] content) {
    return HexFormat.of().formatHex(digest().digest(content));
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /// Its key in the artifact bucket.
  String key() {
    return "batchwright/" + name + "-" + sha256 + extension;
  }
}
