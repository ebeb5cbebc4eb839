package dev.batchwright.local.s3;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import org.jspecify.annotations.Nullable;

/// Deletes directory trees. Links are deleted, never followed.
final class Trees {

  private Trees() {}

  /// Deletes a file, or a directory and all in it; what is not there is deleted already.
  static void delete(Path path) throws IOException {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      Files.walkFileTree(path, new Delete(true));
    }
  }

  /// Deletes a directory that holds nothing but directories.
  ///
  /// @throws java.nio.file.DirectoryNotEmptyException when there is a file; the directories that
  ///   came before it are gone
  static void deleteEmptyDirectories(Path directory) throws IOException {
    Files.walkFileTree(directory, new Delete(false));
  }

  private static final class Delete extends SimpleFileVisitor<Path> {
    private final boolean files;

    Delete(boolean files) {
      this.files = files;
    }

    @Override
    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
      if (files) {
        Files.deleteIfExists(file);
      }
      return FileVisitResult.CONTINUE;
    }

    @Override
    public FileVisitResult postVisitDirectory(Path directory, @Nullable IOException e)
        throws IOException {
      if (e != null) {
        throw e;
      }
      Files.deleteIfExists(directory);
      return FileVisitResult.CONTINUE;
    }
  }
}
