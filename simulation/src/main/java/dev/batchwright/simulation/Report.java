package dev.batchwright.simulation;

import dev.batchwright.simulation.faults.FaultKind;
import java.util.Locale;

/// Outcomes for people.
public final class Report {

  private Report() {}

  /// One run: what was wrong with it, and how to see it again.
  public static String of(Outcome outcome) {
    StringBuilder text = new StringBuilder("seed ").append(outcome.seed()).append(": ");
    text.append(outcome.published() ? "published" : "refused, or failed");
    text.append(
        " after %d executions, %d requests, %d simulated seconds, digest %016x"
            .formatted(
                outcome.executions(),
                outcome.requests(),
                outcome.simulatedSeconds(),
                outcome.digest()));
    outcome.faults().toMap().forEach((kind, n) -> text.append("\n  ").append(line(kind, n)));
    outcome.violations().forEach(it -> text.append("\n  VIOLATED: ").append(it));
    if (!outcome.isWell()) {
      text.append("\n  replay it: simulation/run --seed ").append(outcome.seed());
    }
    return text.toString();
  }

  /// Many runs.
  public static String of(Tally tally) {
    double seconds = tally.took().toNanos() / 1e9;
    StringBuilder text = new StringBuilder();
    text.append(
        String.format(
            Locale.ROOT,
            "%d runs (%d published, %d rightly refused), %d executions, %d requests, %.1f simulated"
                + " days in %.1f s: %.0f runs a minute",
            tally.runs(),
            tally.published(),
            tally.runs() - tally.published(),
            tally.executions(),
            tally.requests(),
            tally.simulatedSeconds() / 86_400.0,
            seconds,
            tally.runs() / seconds * 60));
    tally.faults().toMap().forEach((kind, n) -> text.append("\n  ").append(line(kind, n)));
    text.append(
        "\n%d faults, %d failing seeds".formatted(tally.faults().total(), tally.failed().size()));
    tally.failed().forEach(seed -> text.append("\n  replay: simulation/run --seed ").append(seed));
    return text.toString();
  }

  private static String line(FaultKind kind, long count) {
    return "%8d  %s".formatted(count, kind.text());
  }
}
