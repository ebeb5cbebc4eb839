package dev.batchwright.cli.progress;

import dev.batchwright.cli.text.Units;
import java.io.PrintStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// Progress for a log or a pipe: a line now and then, and only when there is something new.
public final class PlainLines implements ProgressView {

  /// Between two lines: a run of an hour makes some hundred of them.
  private static final Duration INTERVAL = Duration.ofSeconds(5);

  private final PrintStream stream;
  private @Nullable Snapshot shown;

  public PlainLines(PrintStream stream) {
    this.stream = stream;
  }

  @Override
  public void show(Snapshot snapshot) {
    Snapshot last = shown;
    if (last == null) {
      shown = snapshot; // the run has only just begun, which was said when it was started
      return;
    }
    boolean due = snapshot.elapsed().minus(last.elapsed()).compareTo(INTERVAL) >= 0;
    if (due && snapshot.tellsMoreThan(last)) {
      stream.println(line(snapshot));
      shown = snapshot;
    }
  }

  private static String line(Snapshot at) {
    StringBuilder line = new StringBuilder(at.state());
    if (at.total() > 0) {
      line.append(": %s of %s".formatted(Units.count(at.done()), Units.count(at.total())));
      line.append(" ").append(at.noun());
    }
    if (at.bytesPerSecond() > 0) {
      line.append(", ").append(Units.bytes(at.bytesPerSecond())).append("/s");
    }
    at.rows().ifPresent(rows -> line.append(", ").append(Units.count(rows, "row")));
    if (at.retries() > 0) {
      line.append(", ").append(at.retries()).append(at.retries() == 1 ? " retry" : " retries");
    }
    if (at.failed() > 0) {
      line.append(", ").append(Units.count(at.failed())).append(" failed");
    }
    at.etaSeconds().ifPresent(seconds -> line.append(", ETA ").append(Units.clock(seconds)));
    return line.toString();
  }

  @Override
  public void say(String line) {
    stream.println(line);
  }

  @Override
  public void close() {}
}
