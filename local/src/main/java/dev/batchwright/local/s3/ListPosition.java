package dev.batchwright.local.s3;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/// Where a listing goes on: behind a key, or behind all keys of a common prefix.
///
/// @param after a key or a common prefix; empty for the beginning
/// @param wholePrefix whether all keys that begin with it are behind us
record ListPosition(String after, boolean wholePrefix) {

  private static final char KEY = 'k';
  private static final char PREFIX = 'p';

  static final ListPosition START = new ListPosition("", false);

  /// As clients are told to take it: opaque.
  String token() {
    String text = (wholePrefix ? PREFIX : KEY) + after;
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  /// @throws S3Exception InvalidArgument for what [#token()] never gave
  static ListPosition ofToken(String token) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      if (!text.isEmpty() && (text.charAt(0) == KEY || text.charAt(0) == PREFIX)) {
        return new ListPosition(text.substring(1), text.charAt(0) == PREFIX);
      }
    } catch (IllegalArgumentException e) {
      // Told below.
    }
    throw S3Exception.invalidArgument("The continuation token provided is incorrect");
  }

  /// The marker of a version 1 listing, where a marker that is a common prefix (as `NextMarker`
  /// gives them) stands for all its keys.
  static ListPosition ofMarker(String marker, String delimiter) {
    return new ListPosition(marker, !delimiter.isEmpty() && marker.endsWith(delimiter));
  }
}
