package dev.batchwright.local.s3;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;

/// Where bytes wait until they are an object: bodies that are coming in, and the parts of pending
/// uploads. It is on the bucket's own file system, so that becoming an object is a rename.
///
/// That is the endpoint's state directory. Only a mounted directory on another file system gets a
/// directory [ReservedName#PREFIX] of its own, which no listing shows and which goes when empty.
final class Staging {

  /// A body that has not been completed for so long belongs to a process that was killed. No limit
  /// of S3: the longest a body of 5 GiB takes at 60 KiB/s.
  private static final Duration ABANDONED_AFTER = Duration.ofDays(1);

  private final Path directory;
  private final boolean insideBucket;
  private boolean swept;

  private Staging(Path directory, boolean insideBucket) {
    this.directory = directory;
    this.insideBucket = insideBucket;
  }

  static Staging of(Path root, Path state, boolean mounted) throws IOException {
    if (!mounted) {
      return new Staging(state, false);
    }
    Files.createDirectories(state);
    return Files.getFileStore(root).equals(Files.getFileStore(state))
        ? new Staging(state, false)
        : new Staging(root.resolve(ReservedName.PREFIX), true);
  }

  /// A name for a new file, in a directory that exists.
  Path newFile() throws IOException {
    Path incoming = incoming();
    Files.createDirectories(incoming);
    sweep(incoming);
    return incoming.resolve(UUID.randomUUID().toString());
  }

  /// The directory of pending uploads; it may not exist.
  Path uploads() {
    return directory.resolve("uploads");
  }

  private Path incoming() {
    return directory.resolve("incoming");
  }

  /// Called when an upload or a body has gone.
  void tidy() throws IOException {
    if (insideBucket) {
      try {
        Files.deleteIfExists(incoming());
        Files.deleteIfExists(uploads());
        Files.deleteIfExists(directory);
      } catch (DirectoryNotEmptyException e) {
        // Still in use.
      }
    }
  }

  private synchronized void sweep(Path incoming) throws IOException {
    if (swept) {
      return;
    }
    swept = true;
    Instant oldest = Instant.now().minus(ABANDONED_AFTER);
    try (DirectoryStream<Path> files = Files.newDirectoryStream(incoming)) {
      for (Path file : files) {
        try {
          if (Files.getLastModifiedTime(file).toInstant().isBefore(oldest)) {
            Trees.delete(file);
          }
        } catch (NoSuchFileException e) {
          // Another process has completed it.
        }
      }
    }
  }
}
