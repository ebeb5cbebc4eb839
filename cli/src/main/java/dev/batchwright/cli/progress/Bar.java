package dev.batchwright.cli.progress;

import dev.batchwright.cli.text.Units;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/// A progress bar on one line of a terminal, drawn anew in place.
///
/// What does not fit the terminal's width is left out, least important first, so that the line
/// never wraps.
public final class Bar implements ProgressView {

  private static final int MIN_BAR = 8;
  private static final int MAX_BAR = 30;
  private static final String CLEAR_LINE = "\r\u001b[2K";

  private final PrintStream stream;
  private final int columns;
  private final boolean colour;
  private boolean drawn;

  /// A bar on a terminal.
  ///
  /// @param columns the terminal's width
  /// @param colour whether the terminal shall show colours
  public Bar(PrintStream stream, int columns, boolean colour) {
    this.stream = stream;
    this.columns = columns;
    this.colour = colour;
  }

  @Override
  public void show(Snapshot snapshot) {
    stream.print(CLEAR_LINE + line(snapshot));
    stream.flush();
    drawn = true;
  }

  private String line(Snapshot at) {
    int room = columns - 1; // a character in the last column makes some terminals wrap
    List<String> fields = fields(at);
    while (fields.size() > 1 && width(fields) > room) {
      fields.removeLast();
    }
    int left = room - width(fields) - 2;
    if (at.total() > 0 && left >= MIN_BAR) {
      fields.add(1, bar(at.share(), Math.min(MAX_BAR, left)));
    }
    String line = String.join("  ", fields);
    return fields.size() == 1 && line.length() > room ? line.substring(0, room) : line;
  }

  /// The fields, most important first, which is also how they stand in the line.
  private static List<String> fields(Snapshot at) {
    List<String> fields = new ArrayList<>();
    fields.add(at.state());
    if (at.total() > 0) {
      fields.add("%s/%s %s".formatted(Units.count(at.done()), Units.count(at.total()), at.noun()));
    }
    if (at.failed() > 0) {
      fields.add(Units.count(at.failed()) + " failed");
    }
    at.etaSeconds().ifPresent(seconds -> fields.add("ETA " + Units.clock(seconds)));
    if (at.bytesPerSecond() > 0) {
      fields.add(Units.bytes(at.bytesPerSecond()) + "/s");
    }
    if (at.retries() > 0) {
      fields.add(at.retries() + (at.retries() == 1 ? " retry" : " retries"));
    }
    at.rows().ifPresent(rows -> fields.add(Units.roughly(rows) + " rows"));
    return fields;
  }

  private static int width(List<String> fields) {
    return fields.stream().mapToInt(String::length).sum() + 2 * (fields.size() - 1);
  }

  private String bar(double share, int width) {
    int full = (int) Math.floor(share * width);
    String done = "━".repeat(full);
    String open = (colour ? "━" : "─").repeat(width - full);
    return colour ? "\u001b[32m" + done + "\u001b[90m" + open + "\u001b[0m" : done + open;
  }

  @Override
  public void say(String line) {
    close();
    stream.println(line);
  }

  @Override
  public void close() {
    if (drawn) {
      stream.print(CLEAR_LINE);
      stream.flush();
      drawn = false;
    }
  }
}
