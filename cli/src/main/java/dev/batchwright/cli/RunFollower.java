package dev.batchwright.cli;

import dev.batchwright.batch.model.RunFailure;
import dev.batchwright.cli.execution.Interruption;
import dev.batchwright.cli.execution.RunTracker;
import dev.batchwright.cli.execution.RunWatch;
import dev.batchwright.cli.execution.Standing;
import dev.batchwright.cli.execution.WorkSoFar;
import dev.batchwright.cli.place.Places;
import dev.batchwright.cli.progress.ProgressView;
import dev.batchwright.cli.progress.Snapshot;
import dev.batchwright.cli.summary.Findings;
import dev.batchwright.cli.summary.JsonReport;
import dev.batchwright.cli.summary.RunReport;
import dev.batchwright.cli.summary.RunReport.Outcome;
import dev.batchwright.cli.summary.TextReport;
import dev.batchwright.cli.target.ObjectReader;
import dev.batchwright.cli.target.Target;
import java.time.Duration;

/// Follows a run's execution to its end with a view of its progress, and says what came of it.
final class RunFollower {

  /// How the error name of a request that cannot be done ends, whatever package it is in.
  static final String REFUSED = "BadRequestException";

  private final Terminal terminal;
  private final Interruption interruption;
  private final Places places;
  private final ObjectReader objects;
  private final String deadLetters;

  /// @param places turns the run's URIs into what the user knows
  /// @param objects reads what the run left
  /// @param deadLetters where its dead letters are, for a person
  RunFollower(
      Terminal terminal,
      Interruption interruption,
      Places places,
      ObjectReader objects,
      String deadLetters) {
    this.terminal = terminal;
    this.interruption = interruption;
    this.places = places;
    this.objects = objects;
    this.deadLetters = deadLetters;
  }

  /// An execution that was followed.
  ///
  /// @param standing how it stands now: it runs only where the user has had enough
  /// @param tracker what its history tells
  /// @param retries attempts beyond an item's first
  record Followed(Standing standing, RunTracker tracker, long retries) {
    /// One that had ended before anybody looked.
    static Followed ended(Standing standing) {
      return new Followed(standing, new RunTracker(), 0);
    }
  }

  /// Watches until the end.
  ///
  /// @param target where the execution is
  /// @param mayStop whether the user's Ctrl-C stops the execution, or only the watching
  Followed follow(Target target, String arn, boolean mayStop) {
    try (ProgressView view = terminal.progress()) {
      RunWatch watch =
          new RunWatch(
              target.executions(),
              view,
              interruption,
              target.pace(),
              System::nanoTime,
              target.work(),
              mayStop);
      Standing standing = watch.watch(arn);
      return new Followed(standing, watch.tracker(), watch.snapshot(Duration.ZERO).retries());
    }
  }

  /// Says what came of the run.
  ///
  /// @param took what the execution took
  ExitCode tell(RunSubject subject, String arn, Followed followed, Duration took, boolean json) {
    RunTracker tracker = followed.tracker();
    RunReport report =
        new RunReport(
            subject.run(),
            subject.job(),
            subject.inputs(),
            subject.output(),
            took,
            arn,
            tracker.plan(),
            outcome(followed),
            tracker.plan().map(plan -> places.show(plan.work().uri())),
            deadLetters,
            subject.log(),
            subject.resume());
    ExitCode code = code(report.outcome());
    if (json) {
      new JsonReport(terminal.out()).print(report, code.code());
    } else {
      new TextReport(terminal.out(), terminal.err()).print(report);
    }
    return code;
  }

  private Outcome outcome(Followed followed) {
    RunTracker tracker = followed.tracker();
    return switch (followed.standing()) {
      case Standing.Succeeded succeeded ->
          new Findings(objects, places::show).visible(succeeded.output(), followed.retries());
      case Standing.Failed failed -> {
        RunFailure failure =
            new RunFailure(tracker.worked(), failed.error(), places.show(failed.cause()));
        yield failed.error().endsWith(REFUSED)
            ? new Outcome.Refused(failure)
            : new Outcome.Failed(failure);
      }
      case Standing.Aborted _, Standing.Running _ -> {
        Snapshot last = tracker.snapshot(Duration.ZERO, WorkSoFar.Findings.NONE);
        yield new Outcome.Stopped(last.done(), last.total(), last.noun());
      }
    };
  }

  private static ExitCode code(Outcome outcome) {
    return switch (outcome) {
      case Outcome.Visible _ -> ExitCode.PUBLISHED;
      case Outcome.Failed _ -> ExitCode.FAILED;
      case Outcome.Refused _ -> ExitCode.BAD_REQUEST;
      case Outcome.Stopped _ -> ExitCode.STOPPED;
    };
  }
}
