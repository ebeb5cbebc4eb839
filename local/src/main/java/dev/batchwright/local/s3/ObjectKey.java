package dev.batchwright.local.s3;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// Which keys can be objects here: all that S3 takes, but for those that a directory tree cannot
/// hold. They are refused by name, never bent.
final class ObjectKey {

  /// S3's own limit on a key.
  private static final int MAX_KEY_BYTES = 1024;

  /// NAME_MAX of Linux and macOS file systems.
  private static final int MAX_SEGMENT_BYTES = 255;

  private ObjectKey() {}

  /// Cuts a key at its slashes. `a//b` has an empty segment, `a/` ends with one.
  ///
  /// @throws S3Exception KeyTooLongError or InvalidArgument for a key that cannot be stored here
  static List<String> segments(String key) {
    if (utf8Length(key) > MAX_KEY_BYTES) {
      throw new S3Exception(
          ErrorCode.KEY_TOO_LONG,
          "Your key is too long: at most " + MAX_KEY_BYTES + " bytes of UTF-8 are allowed");
    }
    List<String> segments = new ArrayList<>();
    int start = 0;
    for (int slash = key.indexOf('/'); slash >= 0; slash = key.indexOf('/', start)) {
      segments.add(check(key, key.substring(start, slash)));
      start = slash + 1;
    }
    segments.add(check(key, key.substring(start)));
    return segments;
  }

  private static String check(String key, String segment) {
    if (segment.equals(".") || segment.equals("..")) {
      throw refused(key, "the segment '" + segment + "' would leave its place in the bucket");
    }
    if (segment.indexOf('\0') >= 0) {
      throw refused(key, "it has a NUL character");
    }
    if (ReservedName.isReserved(segment)) {
      throw refused(
          key, "names that begin with " + ReservedName.PREFIX + " are the endpoint's own");
    }
    int length = utf8Length(segment);
    if (length > MAX_SEGMENT_BYTES) {
      throw new S3Exception(
          ErrorCode.KEY_TOO_LONG,
          "Your key is too long: objects are files here, so the text between two slashes has at"
              + " most "
              + MAX_SEGMENT_BYTES
              + " bytes of UTF-8; one in this key has "
              + length);
    }
    return segment;
  }

  static S3Exception refused(String key, String why) {
    return S3Exception.invalidArgument(
        "The key '" + key + "' cannot be an object of this endpoint: " + why);
  }

  private static int utf8Length(String text) {
    // A UTF-16 unit is at least one byte: short texts need no encoding to be known short.
    return text.length() * 3 <= MAX_SEGMENT_BYTES
        ? text.length()
        : text.getBytes(StandardCharsets.UTF_8).length;
  }
}
