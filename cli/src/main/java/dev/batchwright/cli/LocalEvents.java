package dev.batchwright.cli;

import dev.batchwright.local.TriggerListener;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// Prints a line for each trigger and for each run that starts.
///
/// An object that no rule is about gets none: what runs write would fill the screen.
///
/// @param out where to
/// @param clock the wall clock that lines begin with
record LocalEvents(PrintStream out, Clock clock) implements TriggerListener {

  @Override
  public void objectCreated(String bucket, String key, List<String> rules) {
    if (!rules.isEmpty()) {
      print("upload    s3://" + bucket + "/" + key + " -> " + String.join(", ", rules));
    }
  }

  @Override
  public void fired(String schedule, Instant scheduledTime) {
    print("schedule  " + schedule + " fired for " + scheduledTime);
  }

  @Override
  public void executionStarted(String machine, String execution) {
    print("started   " + machine + " " + execution);
  }

  private void print(String what) {
    String time =
        LocalTime.now(clock).truncatedTo(ChronoUnit.SECONDS).format(DateTimeFormatter.ISO_TIME);
    out.println(time + " " + what);
  }
}
