package dev.batchwright.local.s3;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The names in one directory, in key order.
///
/// Directories give their names in no order, and may hold more of them than memory does; so they
/// come in windows, one after the other.
final class DirectoryNames {

  private final DirectoryWindows windows;
  private final Path directory;
  private final String prefix;
  private final String from;
  private List<DirectoryName> names = List.of();
  private int next;
  private boolean begun;
  private boolean complete;
  private @Nullable DirectoryName last;

  /// @param prefix what every segment begins with
  /// @param from where to begin: names of later segments and of this one are given, and those of
  ///   earlier ones whose directories hold later keys
  DirectoryNames(DirectoryWindows windows, Path directory, String prefix, String from) {
    this.windows = windows;
    this.directory = directory;
    this.prefix = prefix;
    this.from = from;
  }

  /// The next name, which stays the next; empty at the end.
  Optional<DirectoryName> peek() throws IOException {
    if (!begun) {
      begun = true;
      names = earlierDirectories();
    }
    while (next == names.size() && !complete) {
      read();
    }
    return next < names.size() ? Optional.of(names.get(next)) : Optional.empty();
  }

  /// Goes on behind the name that [#peek()] gave.
  void advance() {
    last = names.get(next++);
  }

  private void read() throws IOException {
    DirectoryWindow window =
        windows.get(directory, prefix, last == null ? from : larger(last.segment(), from));
    names = window.names();
    complete = window.isComplete();
    next = 0;
    while (last != null
        && next < names.size()
        && DirectoryName.ORDER.compare(names.get(next), last) <= 0) {
      next++;
    }
  }

  private static String larger(String a, String b) {
    return KeyOrder.INSTANCE.compare(a, b) > 0 ? a : b;
  }

  /// A directory `a` sorts before the segment `a-b` and its keys `a/...` after it: for each
  /// beginning of the first segment that is followed by a character before the slash, the directory
  /// of that name, if there is one.
  private List<DirectoryName> earlierDirectories() {
    List<DirectoryName> directories = new ArrayList<>();
    for (int length = prefix.length(); length < from.length(); length++) {
      String segment = from.substring(0, length);
      if (from.charAt(length) < '/' && segment.startsWith(prefix)) {
        for (String fileName : fileNames(segment)) {
          if (exists(fileName)) {
            DirectoryName.of(fileName).ifPresent(directories::add);
          }
        }
      }
    }
    return directories;
  }

  private static List<String> fileNames(String segment) {
    return segment.isEmpty()
        ? List.of(ReservedName.EMPTY.of(segment))
        : List.of(segment, ReservedName.DIRECTORY.of(segment));
  }

  /// A listing may start anywhere, so this may be a name that no file can have.
  private boolean exists(String fileName) {
    try {
      return !fileName.equals(".")
          && !fileName.equals("..")
          && Files.exists(directory.resolve(fileName), LinkOption.NOFOLLOW_LINKS);
    } catch (InvalidPathException e) {
      return false;
    }
  }
}
