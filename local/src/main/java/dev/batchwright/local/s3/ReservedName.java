package dev.batchwright.local.s3;

import java.util.Optional;

/// File names that stand for something a plain name cannot say. S3 keys are flat, so `x` and `x/y`
/// may both exist; on disk `x` cannot be a file and a directory. Whichever comes second gets a
/// reserved name beside the first. All reserved names begin with [#PREFIX], and keys with a segment
/// that begins so are refused: a name on disk has one meaning.
enum ReservedName {
  /// `x` is a directory; this is the object `x`.
  FILE(ReservedName.PREFIX + ".file.", false),
  /// `x` is an object; this is the directory of the keys `x/...`.
  DIRECTORY(ReservedName.PREFIX + ".directory.", true),
  /// The object whose key ends in a slash, in that key's directory.
  MARKER(ReservedName.PREFIX + ".marker", false),
  /// The directory of an empty segment: the `a//b` kind of key.
  EMPTY(ReservedName.PREFIX + ".empty", true);

  /// The endpoint's own directory, and how every reserved name begins.
  static final String PREFIX = ".batchwright-s3";

  private final String start;
  private final boolean directory;

  ReservedName(String start, boolean directory) {
    this.start = start;
    this.directory = directory;
  }

  /// The name on disk for a segment; [#MARKER] and [#EMPTY] are for the empty segment.
  String of(String segment) {
    return start + segment;
  }

  /// Whether this is the name of a directory.
  boolean isDirectory() {
    return directory;
  }

  /// The segment that a reserved name on disk stands for.
  String segment(String fileName) {
    return fileName.substring(start.length());
  }

  static boolean isReserved(String fileName) {
    return fileName.startsWith(PREFIX);
  }

  /// Which kind a reserved name on disk is; empty for the endpoint's own directory.
  static Optional<ReservedName> kind(String fileName) {
    for (ReservedName kind : values()) {
      boolean takesSegment = kind == FILE || kind == DIRECTORY;
      if (takesSegment ? fileName.startsWith(kind.start) : fileName.equals(kind.start)) {
        return Optional.of(kind);
      }
    }
    return Optional.empty();
  }
}
