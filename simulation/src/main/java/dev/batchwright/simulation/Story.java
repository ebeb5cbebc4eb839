package dev.batchwright.simulation;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/// What happened in a world, in simulated time, one line each; told only where someone listens. A
/// digest of it is kept in any case: two runs of a seed are the same if it is.
final class Story {

  private final boolean told;
  private final Instant start;
  private final Supplier<Instant> now;
  private final List<String> lines = new ArrayList<>();
  private long digest = 17;
  private long events;

  Story(boolean told, Instant start, Supplier<Instant> now) {
    this.told = told;
    this.start = start;
    this.now = now;
  }

  /// Something happened.
  ///
  /// @param parts what, in pieces that are put together only where it is told
  synchronized void tell(Object... parts) {
    Duration at = Duration.between(start, now.get());
    events++;
    digest = digest * 31 + at.toNanos();
    StringBuilder line = new StringBuilder();
    for (Object part : parts) {
      line.append(part);
    }
    String text = line.toString();
    digest = digest * 31 + text.hashCode();
    if (told) {
      lines.add("%11.3f s  %s".formatted(at.toNanos() / 1e9, text));
    }
  }

  synchronized long digest() {
    return digest;
  }

  synchronized long events() {
    return events;
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }
}
