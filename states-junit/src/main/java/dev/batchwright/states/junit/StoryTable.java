package dev.batchwright.states.junit;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// A run's story in columns: time since the start, state, what, detail.
final class StoryTable {

  /// As many lines as one still reads: the first and the last of a longer story.
  private static final int MAX_LINES = 120;

  private static final int MAX_WHERE_CHARS = 44;

  private StoryTable() {}

  static String of(List<StoryLine> story, Instant start) {
    int width =
        Math.min(
            MAX_WHERE_CHARS, story.stream().mapToInt(it -> it.where().length()).max().orElse(0));
    StringBuilder out = new StringBuilder();
    int skipped = Math.max(0, story.size() - MAX_LINES);
    String where = "";
    for (int i = 0; i < story.size(); i++) {
      if (skipped > 0 && i == MAX_LINES / 2) {
        out.append("        ... ").append(skipped).append(" more lines ...\n");
        i += skipped;
        where = "";
      }
      StoryLine line = story.get(i);
      out.append(
              "%13s  %s  %-8s  %s"
                  .formatted(
                      clock(Duration.between(start, line.at())),
                      pad(line.where().equals(where) ? "" : line.where(), width),
                      line.what(),
                      line.detail())
                  .stripTrailing())
          .append('\n');
      where = line.where();
    }
    return out.toString();
  }

  /// The end of a place says more than its start.
  private static String pad(String text, int width) {
    String shown = text.length() <= width ? text : "…" + text.substring(text.length() - width + 1);
    return shown + " ".repeat(width - shown.length());
  }

  /// `26:03:04.005`: hours, minutes, seconds.
  private static String clock(Duration time) {
    return "%d:%02d:%02d.%03d"
        .formatted(time.toHours(), time.toMinutesPart(), time.toSecondsPart(), time.toMillisPart());
  }

  /// `1 d 2 h 5 s`.
  static String elapsed(Duration time) {
    StringBuilder out = new StringBuilder();
    append(out, time.toDays(), "d");
    append(out, time.toHoursPart(), "h");
    append(out, time.toMinutesPart(), "min");
    append(out, time.toSecondsPart(), "s");
    append(out, time.toMillisPart(), "ms");
    return out.isEmpty() ? "0 s" : out.toString();
  }

  private static void append(StringBuilder out, long amount, String unit) {
    if (amount != 0) {
      out.append(out.isEmpty() ? "" : " ").append(amount).append(' ').append(unit);
    }
  }
}
