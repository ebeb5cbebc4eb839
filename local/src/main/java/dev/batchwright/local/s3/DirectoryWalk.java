package dev.batchwright.local.s3;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;

/// The objects and directories right in one directory, in the order of the keys that they hold.
///
/// A directory `a` holds keys `a/...`, which come after the objects `a`, `a-b` and `a.csv` and
/// before `a0`, as the slash sorts between. So names are taken in their own order, and a name that
/// turns out to be a directory waits until the names that belong before its slash have gone.
final class DirectoryWalk {

  /// One object or directory.
  ///
  /// @param segment its segment, that of a directory with the slash
  /// @param isLink whether it is a link that cannot be read as an object
  record Child(String segment, Path path, boolean isDirectory, boolean isLink) {}

  private final KeyPaths paths;
  private final Path directory;
  private final String keyPrefix;
  private final DirectoryNames names;
  private final PriorityQueue<Child> waiting =
      new PriorityQueue<>(Comparator.comparing(Child::segment, KeyOrder.INSTANCE));
  private String lastFileSegment = "/";

  /// @param keyPrefix what the keys in here begin with
  DirectoryWalk(KeyPaths paths, Path directory, String keyPrefix, DirectoryNames names) {
    this.paths = paths;
    this.directory = directory;
    this.keyPrefix = keyPrefix;
    this.names = names;
  }

  String keyPrefix() {
    return keyPrefix;
  }

  /// The next one, empty at the end.
  ///
  /// @param skip names whose keys begin with it are not looked at; empty for none
  Optional<Child> next(String skip) throws IOException {
    while (true) {
      Optional<DirectoryName> name = names.peek();
      Child directoryChild = waiting.peek();
      if (directoryChild != null
          && (name.isEmpty()
              || KeyOrder.INSTANCE.compare(directoryChild.segment(), name.get().segment()) < 0)) {
        return Optional.of(takeDirectory());
      }
      if (name.isEmpty()) {
        return Optional.empty();
      }
      names.advance();
      if (!skip.isEmpty() && (keyPrefix + name.get().segment()).startsWith(skip)) {
        continue;
      }
      Optional<Child> child = child(name.get());
      if (child.isPresent()) {
        if (!child.get().isDirectory()) {
          lastFileSegment = child.get().segment();
          return child;
        }
        waiting.add(child.get());
      }
    }
  }

  /// Of a plain and a reserved directory of one segment, the reserved one counts.
  private Child takeDirectory() {
    Child taken = waiting.remove();
    for (Child same = waiting.peek();
        same != null && same.segment().equals(taken.segment());
        same = waiting.peek()) {
      Child other = waiting.remove();
      taken = ReservedName.isReserved(other.path().getFileName().toString()) ? other : taken;
    }
    return taken;
  }

  /// Empty for what is no part of the bucket: devices, sockets, what has just been deleted, and an
  /// object under a reserved name whose plain name is an object.
  private Optional<Child> child(DirectoryName name) throws IOException {
    Path path = directory.resolve(name.fileName());
    BasicFileAttributes attributes;
    try {
      attributes = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
    boolean directoryName = name.reserved().map(ReservedName::isDirectory).orElse(true);
    boolean fileName = name.reserved().map(kind -> !kind.isDirectory()).orElse(true);
    if (attributes.isDirectory() && directoryName && !paths.isHidden(path)) {
      return Optional.of(new Child(name.segment() + '/', path, true, false));
    }
    if (!fileName || name.segment().equals(lastFileSegment)) {
      return Optional.empty();
    }
    if (attributes.isSymbolicLink()) {
      boolean readable = Files.isRegularFile(path) && paths.isInside(path);
      return Optional.of(new Child(name.segment(), path, false, !readable));
    }
    return attributes.isRegularFile()
        ? Optional.of(new Child(name.segment(), path, false, false))
        : Optional.empty();
  }
}
