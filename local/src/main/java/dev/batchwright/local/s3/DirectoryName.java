package dev.batchwright.local.s3;

import java.util.Comparator;
import java.util.Optional;

/// One name in a bucket's directory tree.
///
/// @param segment the segment of keys that it stands for
/// @param fileName the name on disk
/// @param reserved which reserved name it is, empty for a plain one
record DirectoryName(String segment, String fileName, Optional<ReservedName> reserved) {

  /// By segment; of one segment the plain name comes first. No two names are equal in it.
  static final Comparator<DirectoryName> ORDER =
      Comparator.comparing(DirectoryName::segment, KeyOrder.INSTANCE)
          .thenComparing(name -> name.reserved().isPresent())
          .thenComparing(DirectoryName::fileName);

  /// How many names can stand for one segment: a plain one, and two reserved ones.
  static final int MAX_PER_SEGMENT = 3;

  /// Empty for names of the endpoint's own.
  static Optional<DirectoryName> of(String fileName) {
    if (!ReservedName.isReserved(fileName)) {
      return Optional.of(new DirectoryName(fileName, fileName, Optional.empty()));
    }
    return ReservedName.kind(fileName)
        .map(kind -> new DirectoryName(kind.segment(fileName), fileName, Optional.of(kind)));
  }
}
