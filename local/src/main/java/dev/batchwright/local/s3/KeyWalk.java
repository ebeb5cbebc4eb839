package dev.batchwright.local.s3;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Optional;

/// Walks the keys of a bucket in order, from anywhere, as lazily as the directories allow.
///
/// A link to a file inside the bucket is an object like others. Any other link is given as an
/// object too, which cannot be read: to leave it out would be to lose, without a word, what the
/// user believes to be there; to follow it could lead anywhere or in circles.
final class KeyWalk {

  /// One key.
  ///
  /// @param isLink whether it is a link that cannot be read
  record Entry(String key, Path file, boolean isLink) {}

  private final KeyPaths paths;
  private final String after;
  private final DirectoryWindows windows;
  private final ArrayDeque<DirectoryWalk> open = new ArrayDeque<>();
  private String skip = "";

  /// @param prefix what all keys begin with
  /// @param after only keys that sort after it are given
  KeyWalk(Bucket bucket, String prefix, String after) throws IOException {
    this(bucket.paths(), bucket.windows(), prefix, after);
  }

  /// @param windows how directories are read
  KeyWalk(KeyPaths paths, DirectoryWindows windows, String prefix, String after)
      throws IOException {
    this.paths = paths;
    this.windows = windows;
    this.after = after;
    String directoryPrefix = prefix.substring(0, prefix.lastIndexOf('/') + 1);
    Optional<Path> directory = findDirectory(directoryPrefix);
    if (directory.isPresent()) {
      enter(directory.get(), directoryPrefix, prefix.substring(directoryPrefix.length()));
    }
  }

  /// A prefix that no key can have has no keys, and is no error in a listing.
  private Optional<Path> findDirectory(String prefix) throws IOException {
    try {
      return paths.findDirectory(prefix);
    } catch (S3Exception e) {
      if (e.code() == ErrorCode.ACCESS_DENIED) {
        throw e;
      }
      return Optional.empty();
    }
  }

  private void enter(Path directory, String keyPrefix, String segmentPrefix) {
    String from = "";
    if (after.startsWith(keyPrefix)) {
      int slash = after.indexOf('/', keyPrefix.length());
      from = after.substring(keyPrefix.length(), slash < 0 ? after.length() : slash);
    } else if (KeyOrder.INSTANCE.compare(keyPrefix, after) < 0) {
      return;
    }
    DirectoryNames names = new DirectoryNames(windows, directory, segmentPrefix, from);
    open.push(new DirectoryWalk(paths, directory, keyPrefix, names));
  }

  /// From here on, keys that begin with this are passed over, without reading the directories that
  /// hold them.
  void skip(String prefix) {
    skip = prefix;
    while (!open.isEmpty() && open.peek().keyPrefix().startsWith(prefix)) {
      open.pop();
    }
  }

  /// The next key, empty at the end.
  Optional<Entry> next() throws IOException {
    while (!open.isEmpty()) {
      DirectoryWalk walk = open.peek();
      Optional<DirectoryWalk.Child> child = walk.next(skip);
      if (child.isEmpty()) {
        open.pop();
        continue;
      }
      String key = walk.keyPrefix() + child.get().segment();
      if (!skip.isEmpty() && key.startsWith(skip)) {
        continue;
      }
      if (child.get().isDirectory()) {
        enter(child.get().path(), key, "");
      } else if (KeyOrder.INSTANCE.compare(key, after) > 0) {
        return Optional.of(new Entry(key, child.get().path(), child.get().isLink()));
      }
    }
    return Optional.empty();
  }
}
