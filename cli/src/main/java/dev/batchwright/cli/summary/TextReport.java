package dev.batchwright.cli.summary;

import dev.batchwright.batch.model.CheckResult;
import dev.batchwright.batch.model.Published;
import dev.batchwright.batch.model.RunFailure;
import dev.batchwright.cli.summary.RunReport.Outcome;
import dev.batchwright.cli.text.Table;
import dev.batchwright.cli.text.Units;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/// Says what came of a run to a person.
///
/// What a run yields goes to standard output, what went wrong to standard error.
public final class TextReport {

  private final PrintStream out;
  private final PrintStream err;

  public TextReport(PrintStream out, PrintStream err) {
    this.out = out;
    this.err = err;
  }

  /// Prints the report.
  public void print(RunReport report) {
    switch (report.outcome()) {
      case Outcome.Visible visible -> published(report, visible);
      case Outcome.Failed failed -> failed(report, failed.failure());
      case Outcome.Refused refused -> err.println("batchwright: " + refused.failure().cause());
      case Outcome.Stopped stopped -> stopped(report, stopped);
    }
  }

  private void published(RunReport report, Outcome.Visible visible) {
    Published published = visible.published();
    out.printf("Run %s is published, after %s.%n", report.run(), Units.time(report.elapsed()));
    out.println();
    String read =
        report
            .plan()
            .map(plan -> Units.count(plan.objects(), "object") + ", " + Units.bytes(plan.bytes()))
            .orElse("");
    long kept = published.rowsRead() - published.rowsFiltered() - published.rowsQuarantined();
    rows("read", published.rowsRead(), read);
    rows("kept", kept, "");
    rows("filtered", published.rowsFiltered(), "");
    rows("quarantined", published.rowsQuarantined(), "");
    visible.refused().forEach(line -> out.println("      " + line));
    rows("written", published.rowsWritten(), written(published));
    out.println();
    checks(visible.checks());
    effort(report, visible);
    place("output", report.output());
    place("manifest", published.manifest());
    place("summary", published.summary());
    if (published.rowsQuarantined() > 0) {
      place("quarantine", published.quarantine());
    }
    report.log().ifPresent(log -> place("log", log));
    incomplete(report, published);
    preview(visible);
  }

  private void checks(List<CheckResult> checks) {
    if (!checks.isEmpty()) {
      place("checks", "all %d passed".formatted(checks.size()));
      checks.forEach(it -> out.printf("      %s: %s%n", it.check(), it.found()));
    }
  }

  private static String written(Published published) {
    return Units.count(published.outputs(), "object")
        + ", "
        + Units.bytes(published.bytesWritten());
  }

  private void rows(String what, long rows, String aside) {
    String line = "  %-12s%,15d %s  %s".formatted(what, rows, rows == 1 ? "row " : "rows", aside);
    out.println(line.stripTrailing());
  }

  private void place(String what, String where) {
    out.printf(Locale.ROOT, "  %-12s%s%n", what, where);
  }

  private void effort(RunReport report, Outcome.Visible visible) {
    StringBuilder line = new StringBuilder();
    report
        .plan()
        .ifPresent(plan -> {
          line.append(Units.count(plan.chunks(), "chunk"));
          if (plan.committedBefore() > 0) {
            line.append(
                " (%s committed by earlier starts)".formatted(Units.count(plan.committedBefore())));
          }
        });
    visible
        .effort()
        .ifPresent(effort ->
            line.append(
                ", %s, %s, %s"
                    .formatted(
                        Units.count(effort.attempts(), "attempt"),
                        retries(effort.retries()),
                        Units.count(effort.requests(), "S3 request"))));
    if (!line.isEmpty()) {
      place("work", line.toString());
    }
  }

  private static String retries(long retries) {
    return Units.count(retries) + (retries == 1 ? " retry" : " retries");
  }

  private void incomplete(RunReport report, Published published) {
    if (published.failedChunks() > 0) {
      err.printf(
          "batchwright: %s failed, which the run tolerates: their rows are missing from the"
              + " output; the manifest names them, and so do the dead letters: %s%n",
          Units.count(published.failedChunks(), "chunk"), report.deadLetters());
    }
  }

  private void preview(Outcome.Visible visible) {
    List<List<String>> rows = visible.preview();
    if (rows.size() > 1) {
      out.println();
      Table.lines(rows).forEach(out::println);
      long more = visible.published().rowsWritten() - (rows.size() - 1);
      if (more > 0) {
        out.printf("... and %s more%n", Units.count(more, "row"));
      }
    }
  }

  private void failed(RunReport report, RunFailure failure) {
    err.printf(
        "batchwright: run %s failed after %s: %s%n",
        report.run(), Units.time(report.elapsed()), failure.cause());
    err.println("  error         " + failure.error() + ", in state " + failure.state());
    report.work().ifPresent(work -> err.println("  work          " + work));
    err.println("  dead letters  " + report.deadLetters());
    report.log().ifPresent(log -> err.println("  log           " + log));
    err.println("  resume with   " + report.resume());
  }

  private void stopped(RunReport report, Outcome.Stopped stopped) {
    String committed =
        stopped.total() == 0
            ? "nothing was committed yet"
            : "at least %s of %s are committed and will not be done again"
                .formatted(
                    Units.count(stopped.committed()),
                    Units.count(stopped.total()) + " " + stopped.noun());
    err.printf("Run %s is stopped; %s.%n", report.run(), committed);
    err.println("Resume with  " + report.resume());
  }
}
