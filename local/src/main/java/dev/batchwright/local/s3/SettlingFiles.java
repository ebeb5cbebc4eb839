package dev.batchwright.local.s3;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Files that are being written: each is given out once its identity (length, time, inode) has
/// stood still for a while. Nothing tells when a copy is complete; this is the nearest to it.
///
/// Not thread-safe.
final class SettlingFiles {
  /// How a file is looked at.
  interface Look {
    /// @throws NoSuchFileException where it has gone
    FileIdentity at(Path file) throws IOException;
  }

  private record Standing(Optional<FileIdentity> identity, long sinceNanos) {}

  private final long settleNanos;
  private final Look look;
  private final Map<Path, Standing> files = new LinkedHashMap<>();

  /// @param settle how long a file has to stand still
  SettlingFiles(Duration settle, Look look) {
    this.settleNanos = settle.toNanos();
    this.look = look;
  }

  boolean isEmpty() {
    return files.isEmpty();
  }

  /// Something has happened to this file.
  void touched(Path file) {
    files.putIfAbsent(file, new Standing(Optional.empty(), 0));
  }

  /// Looks at all files, and gives out those that stand still; those that have gone are forgotten.
  List<Path> settled(long nowNanos) throws IOException {
    List<Path> settled = new ArrayList<>();
    for (Iterator<Map.Entry<Path, Standing>> all = files.entrySet().iterator(); all.hasNext(); ) {
      Map.Entry<Path, Standing> file = all.next();
      try {
        Optional<FileIdentity> now = Optional.of(look.at(file.getKey()));
        if (!now.equals(file.getValue().identity())) {
          file.setValue(new Standing(now, nowNanos));
        } else if (nowNanos - file.getValue().sinceNanos() >= settleNanos) {
          settled.add(file.getKey());
          all.remove();
        }
      } catch (NoSuchFileException e) {
        all.remove();
      }
    }
    return settled;
  }
}
