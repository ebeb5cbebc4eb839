package dev.batchwright.local.s3;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Maps keys to files of one bucket's directory.
///
/// A key is the path of its file wherever that can be. Where a file and a directory would need the
/// same name, the second one gets a [ReservedName] in a data bucket, and is refused in a mounted
/// one, whose directory belongs to the user. Nothing outside the directory is ever reached: keys
/// hold no `..`, and the real path of what is opened has to lie inside, so links cannot lead out.
final class KeyPaths {

  private final Path root;
  private final boolean mounted;
  private final List<Path> hidden;

  /// @param root the real path of the bucket's directory
  /// @param mounted whether the directory is the user's own
  /// @param hidden real paths of directories that are no part of the bucket
  KeyPaths(Path root, boolean mounted, List<Path> hidden) {
    this.root = root;
    this.mounted = mounted;
    this.hidden = hidden.stream().filter(path -> path.startsWith(root)).toList();
  }

  Path root() {
    return root;
  }

  boolean isMounted() {
    return mounted;
  }

  /// Whether a directory inside the bucket's is the endpoint's own.
  boolean isHidden(Path directory) {
    return hidden.contains(directory);
  }

  /// The file that holds an object, empty when there is no such object.
  ///
  /// @throws S3Exception AccessDenied when a link leads out of the bucket, or for keys that
  ///   [ObjectKey] refuses
  Optional<Path> find(String key) throws IOException {
    List<String> segments = ObjectKey.segments(key);
    if (!segments.contains("")) {
      Path plain = resolve(root, key, key);
      if (Files.isRegularFile(plain)) {
        return Optional.of(inside(key, plain));
      }
      if (Files.isSymbolicLink(plain)) {
        throw brokenLink(key);
      }
    }
    if (mounted) {
      return Optional.empty();
    }
    Path directory = root;
    for (String segment : segments.subList(0, segments.size() - 1)) {
      directory = existingDirectory(directory, segment, key);
    }
    Path file = file(directory, segments.getLast(), key);
    return Files.isRegularFile(file) ? Optional.of(inside(key, file)) : Optional.empty();
  }

  /// The directory of all keys that begin with a prefix, empty when there is none.
  ///
  /// @param prefix empty, or ending in a slash
  Optional<Path> findDirectory(String prefix) throws IOException {
    Path directory = root;
    if (!prefix.isEmpty()) {
      List<String> segments = ObjectKey.segments(prefix);
      for (String segment : segments.subList(0, segments.size() - 1)) {
        directory = existingDirectory(directory, segment, prefix);
      }
    }
    return Files.isDirectory(directory) ? Optional.of(inside(prefix, directory)) : Optional.empty();
  }

  /// Whether the real place of a path, links followed, is in the bucket.
  boolean isInside(Path path) throws IOException {
    Path real = path.toRealPath();
    return real.startsWith(root) && hidden.stream().noneMatch(real::startsWith);
  }

  /// Where an object's file has to be, with its directories made. The bucket's lock is held.
  ///
  /// @throws S3Exception InvalidArgument when a mounted directory has no place for the key
  Path place(String key) throws IOException {
    List<String> segments = ObjectKey.segments(key);
    if (mounted && segments.contains("")) {
      throw ObjectKey.refused(
          key, "the bucket is a mounted directory, which has no files with an empty name");
    }
    Path directory = root;
    for (String segment : segments.subList(0, segments.size() - 1)) {
      directory = makeDirectory(directory, segment, key);
    }
    inside(key, directory);
    Path file = file(directory, segments.getLast(), key);
    if (Files.isDirectory(file, LinkOption.NOFOLLOW_LINKS)) {
      throw ObjectKey.refused(
          key, "the bucket is a mounted directory, and " + file + " is a directory in it");
    }
    return file;
  }

  /// Removes the directories above a file that was deleted, as far up as they are empty now; never
  /// the bucket's own. The bucket's lock is held.
  void pruneAbove(Path file) throws IOException {
    Path directory = file.getParent();
    while (directory != null && directory.startsWith(root) && !directory.equals(root)) {
      if (!deleteIfEmpty(directory)) {
        return;
      }
      directory = directory.getParent();
    }
  }

  private static boolean deleteIfEmpty(Path directory) throws IOException {
    try {
      Files.delete(directory);
      return true;
    } catch (DirectoryNotEmptyException | NoSuchFileException e) {
      return false;
    }
  }

  private Path existingDirectory(Path parent, String segment, String key) {
    if (segment.isEmpty()) {
      return resolve(parent, ReservedName.EMPTY.of(segment), key);
    }
    if (!mounted) {
      Path second = resolve(parent, ReservedName.DIRECTORY.of(segment), key);
      if (Files.isDirectory(second)) {
        return second;
      }
    }
    return resolve(parent, segment, key);
  }

  private Path makeDirectory(Path parent, String segment, String key) throws IOException {
    Path directory = existingDirectory(parent, segment, key);
    if (Files.isDirectory(directory)) {
      return directory;
    }
    try {
      return Files.createDirectory(directory);
    } catch (FileAlreadyExistsException | NotDirectoryException e) {
      if (mounted) {
        throw ObjectKey.refused(
            key,
            "the bucket is a mounted directory, and "
                + directory
                + " is a file in it; remove that"
                + " object or choose another key");
      }
      return Files.createDirectory(resolve(parent, ReservedName.DIRECTORY.of(segment), key));
    }
  }

  private Path file(Path directory, String segment, String key) {
    if (segment.isEmpty()) {
      return resolve(directory, ReservedName.MARKER.of(segment), key);
    }
    Path plain = resolve(directory, segment, key);
    if (mounted || Files.isRegularFile(plain)) {
      return plain;
    }
    Path second = resolve(directory, ReservedName.FILE.of(segment), key);
    return Files.isDirectory(plain) || Files.exists(second) ? second : plain;
  }

  private Path inside(String key, Path path) throws IOException {
    Path real = path.toRealPath();
    if (hidden.stream().anyMatch(real::startsWith)) {
      throw ObjectKey.refused(key, "its place belongs to the endpoint itself");
    }
    if (!real.startsWith(root)) {
      throw new S3Exception(
          ErrorCode.ACCESS_DENIED,
          "Access Denied: '"
              + key
              + "' is reached over a symbolic link that leads out of the"
              + " bucket's directory "
              + root
              + "; mount the directory that it leads to");
    }
    return path;
  }

  private static S3Exception brokenLink(String key) {
    return new S3Exception(
        ErrorCode.ACCESS_DENIED,
        "Access Denied: '"
            + key
            + "' is a symbolic link to a directory or to nothing; only links to"
            + " files inside the bucket are followed. Mount the directory, or copy it");
  }

  private static Path resolve(Path directory, String name, String key) {
    try {
      return directory.resolve(name);
    } catch (InvalidPathException e) {
      throw ObjectKey.refused(
          key,
          "this JVM encodes file names as "
              + System.getProperty("sun.jnu.encoding")
              + " ("
              + e.getReason()
              + "); start it with LC_ALL=C.UTF-8 in the environment");
    }
  }
}
