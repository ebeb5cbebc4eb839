package dev.batchwright.local.s3;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The names in one directory, in key order, a window at a time.
///
/// Directories give their names in no order, and may hold more of them than memory does. So a pass
/// over the directory keeps the smallest [#WINDOW_NAMES] names beyond the last one that was taken;
/// a directory of n names is read about n / WINDOW_NAMES times, in memory that does not grow.
final class DirectoryNames {

  /// About 8 MB of names.
  static final int WINDOW_NAMES = 65_536;

  /// One name.
  ///
  /// @param segment the segment of keys that it stands for
  /// @param fileName the name on disk
  /// @param reserved which reserved name it is, empty for a plain one
  record Name(String segment, String fileName, Optional<ReservedName> reserved) {

    /// By segment; of one segment the plain name comes first. No two names are equal in it.
    static final Comparator<Name> ORDER =
        Comparator.comparing(Name::segment, KeyOrder.INSTANCE)
            .thenComparing(name -> name.reserved().isPresent())
            .thenComparing(Name::fileName);

    /// Empty for the endpoint's own names.
    static Optional<Name> of(String fileName) {
      if (!ReservedName.isReserved(fileName)) {
        return Optional.of(new Name(fileName, fileName, Optional.empty()));
      }
      return ReservedName.kind(fileName)
          .map(kind -> new Name(kind.segment(fileName), fileName, Optional.of(kind)));
    }
  }

  private final Path directory;
  private final String prefix;
  private final String from;
  private final int windowNames;
  private List<Name> window = List.of();
  private int next;
  private boolean complete;
  private @Nullable Name last;

  /// @param prefix what every segment begins with
  /// @param from the first segment of interest; segments that it begins with are given too, as
  ///   directories of theirs may hold later keys
  DirectoryNames(Path directory, String prefix, String from, int windowNames) {
    this.directory = directory;
    this.prefix = prefix;
    this.from = from;
    this.windowNames = windowNames;
  }

  /// The next name, which stays the next; empty at the end.
  Optional<Name> peek() throws IOException {
    if (next == window.size() && !complete) {
      read();
    }
    return next < window.size() ? Optional.of(window.get(next)) : Optional.empty();
  }

  /// Goes on behind the name that [#peek()] gave.
  void advance() {
    last = window.get(next++);
  }

  private void read() throws IOException {
    List<Name> kept = new ArrayList<>();
    boolean dropped = false;
    try (DirectoryStream<Path> stream = Files.newDirectoryStream(directory)) {
      for (Path path : stream) {
        Optional<Name> name = Name.of(path.getFileName().toString());
        if (name.isEmpty() || !isWanted(name.get())) {
          continue;
        }
        kept.add(name.get());
        if (kept.size() == 2 * windowNames) {
          keepSmallest(kept);
          dropped = true;
        }
      }
    } catch (NoSuchFileException e) {
      // Pruned since the walk has seen it: it has no names.
    }
    kept.sort(Name.ORDER);
    if (kept.size() > windowNames) {
      kept.subList(windowNames, kept.size()).clear();
      dropped = true;
    }
    window = kept;
    next = 0;
    complete = !dropped;
  }

  private void keepSmallest(List<Name> names) {
    names.sort(Name.ORDER);
    names.subList(windowNames, names.size()).clear();
  }

  private boolean isWanted(Name name) {
    String segment = name.segment();
    if (!segment.startsWith(prefix)) {
      return false;
    }
    if (last != null) {
      return Name.ORDER.compare(name, last) > 0;
    }
    return from.startsWith(segment) || KeyOrder.INSTANCE.compare(segment, from) > 0;
  }
}
