package dev.batchwright.local.s3;

import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Gives windows of directories, and remembers the last ones, so that a listing in pages does not
/// read a large directory once a page.
///
/// A window is remembered by the time at which its directory was last changed, and counts as long
/// as that time stands. A directory that was changed a moment before it was read is not remembered:
/// a change in the same tick of the file system's clock would not show (as in Git's index).
final class DirectoryWindows {

  /// About 8 MB of names; a directory of n names is read about n / WINDOW_NAMES times.
  private static final int WINDOW_NAMES = 65_536;

  /// Below it, reading the directory again costs less than what remembering is worth.
  private static final int MIN_REMEMBERED_NAMES = 512;

  private static final int MAX_REMEMBERED = 4;

  /// The coarsest clock of file systems in use: 2 s, of FAT.
  private static final Duration CLOCK_TICK = Duration.ofSeconds(2);

  private final int windowNames;
  private final Map<Path, Remembered> remembered = new LinkedHashMap<>();

  private record Remembered(Instant changed, SoftReference<DirectoryWindow> window) {}

  DirectoryWindows() {
    this(WINDOW_NAMES);
  }

  /// @param windowNames how many names a window has at most
  DirectoryWindows(int windowNames) {
    this.windowNames = windowNames;
  }

  /// The names from a segment on.
  ///
  /// @param prefix only segments that begin with it
  DirectoryWindow get(Path directory, String prefix, String from) throws IOException {
    Instant start = Instant.now();
    Instant changed;
    try {
      changed = Files.getLastModifiedTime(directory).toInstant();
    } catch (NoSuchFileException e) {
      return new DirectoryWindow(prefix, from, List.of(), true);
    }
    Optional<DirectoryWindow> known = known(directory, changed).flatMap(w -> w.from(from, prefix));
    if (known.isPresent()) {
      return known.get();
    }
    DirectoryWindow window = DirectoryWindow.read(directory, prefix, from, windowNames);
    if (window.names().size() >= MIN_REMEMBERED_NAMES
        && changed.isBefore(start.minus(CLOCK_TICK))) {
      remember(directory, new Remembered(changed, new SoftReference<>(window)));
    }
    return window;
  }

  private synchronized Optional<DirectoryWindow> known(Path directory, Instant changed) {
    Remembered entry = remembered.get(directory);
    return entry == null || !entry.changed().equals(changed)
        ? Optional.empty()
        : Optional.ofNullable(entry.window().get());
  }

  private synchronized void remember(Path directory, Remembered entry) {
    remembered.remove(directory);
    if (remembered.size() == MAX_REMEMBERED) {
      remembered.remove(remembered.keySet().iterator().next());
    }
    remembered.put(directory, entry);
  }
}
