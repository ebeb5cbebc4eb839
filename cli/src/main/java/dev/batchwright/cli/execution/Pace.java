package dev.batchwright.cli.execution;

import java.time.Duration;

/// How often a target is asked.
///
/// @param shortest between two questions, at the start
/// @param longest between two questions, once the run has lasted a while
/// @param detail between two looks at history and items, which cost more
public record Pace(Duration shortest, Duration longest, Duration detail) {

  /// In one process a question costs a millisecond or so, and a short run must not wait for one.
  public static final Pace LOCAL =
      new Pace(Duration.ofMillis(10), Duration.ofMillis(100), Duration.ofMillis(250));

  /// `DescribeMapRun` is limited to one a second (AWS.md); every user of the account shares it.
  public static final Pace REMOTE =
      new Pace(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(2));

  /// A fortieth of what has passed already, so that waiting for a question never adds more.
  private static final int SHARE = 40;

  /// How long to wait before the next question.
  Duration next(Duration elapsed) {
    Duration share = elapsed.dividedBy(SHARE);
    return share.compareTo(shortest) < 0
        ? shortest
        : share.compareTo(longest) > 0 ? longest : share;
  }
}
