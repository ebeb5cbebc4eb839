package dev.batchwright.local.s3;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The names in a directory from some segment on, in order, as many as fit.
///
/// @param prefix all names in the directory whose segments begin with it were looked at
/// @param from the least segment that was looked for
/// @param names the least names from there on
/// @param isComplete whether there are no more
record DirectoryWindow(String prefix, String from, List<DirectoryName> names, boolean isComplete) {

  /// Reads a directory once, in memory for twice the names that are kept.
  ///
  /// @param maxNames how many names to keep, more than [DirectoryName#MAX_PER_SEGMENT]
  static DirectoryWindow read(Path directory, String prefix, String from, int maxNames)
      throws IOException {
    if (maxNames <= DirectoryName.MAX_PER_SEGMENT) {
      throw new IllegalArgumentException("a window of " + maxNames + " names makes no progress");
    }
    List<DirectoryName> kept = new ArrayList<>();
    boolean dropped = false;
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      for (Path path : stream) {
        Optional<DirectoryName> name = DirectoryName.of(path.getFileName().toString());
        if (name.isEmpty()
            || !name.get().segment().startsWith(prefix)
            || KeyOrder.INSTANCE.compare(name.get().segment(), from) < 0) {
          continue;
        }
        kept.add(name.get());
        if (kept.size() == 2 * maxNames) {
          keepLeast(kept, maxNames);
          dropped = true;
        }
      }
    } catch (NoSuchFileException e) {
      // Pruned since the walk has seen it: it has no names.
    }
    dropped |= keepLeast(kept, maxNames);
    return new DirectoryWindow(prefix, from, kept, !dropped);
  }

  private static boolean keepLeast(List<DirectoryName> names, int maxNames) {
    names.sort(DirectoryName.ORDER);
    if (names.size() <= maxNames) {
      return false;
    }
    names.subList(maxNames, names.size()).clear();
    return true;
  }

  /// The names of this window from a segment on, empty when they are not all in it or it has none.
  Optional<DirectoryWindow> from(String segment, String samePrefix) {
    if (!prefix.equals(samePrefix) || KeyOrder.INSTANCE.compare(segment, from) < 0) {
      return Optional.empty();
    }
    int low = 0;
    int high = names.size();
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (KeyOrder.INSTANCE.compare(names.get(middle).segment(), segment) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    // Too few left: taking them would make the next read start over for hardly any names.
    if (!isComplete && names.size() - low <= DirectoryName.MAX_PER_SEGMENT) {
      return Optional.empty();
    }
    return Optional.of(
        new DirectoryWindow(prefix, segment, names.subList(low, names.size()), isComplete));
  }
}
