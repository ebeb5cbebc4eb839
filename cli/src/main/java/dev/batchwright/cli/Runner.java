package dev.batchwright.cli;

import dev.batchwright.batch.model.PlanRequest;
import dev.batchwright.batch.model.RunFailure;
import dev.batchwright.batch.model.RunRequest;
import dev.batchwright.cli.execution.Interruption;
import dev.batchwright.cli.execution.RunStarter;
import dev.batchwright.cli.execution.RunTracker;
import dev.batchwright.cli.execution.RunWatch;
import dev.batchwright.cli.execution.Standing;
import dev.batchwright.cli.execution.WorkSoFar;
import dev.batchwright.cli.place.LocalPlaces;
import dev.batchwright.cli.place.Places;
import dev.batchwright.cli.place.RemotePlaces;
import dev.batchwright.cli.progress.ProgressView;
import dev.batchwright.cli.progress.Snapshot;
import dev.batchwright.cli.summary.Findings;
import dev.batchwright.cli.summary.JsonReport;
import dev.batchwright.cli.summary.RunReport;
import dev.batchwright.cli.summary.RunReport.Outcome;
import dev.batchwright.cli.summary.TextReport;
import dev.batchwright.cli.target.Target;
import dev.batchwright.cli.target.TargetKind;
import dev.batchwright.cli.target.Warmup;
import dev.batchwright.cli.text.Shell;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Does what `batchwright run` was asked: starts the execution, watches it, reports.
final class Runner {

  /// How the error name of a request that cannot be done ends, whatever package it is in.
  private static final String REFUSED = "BadRequestException";

  private final Terminal terminal;
  private final Interruption interruption;
  private final TargetOpener targets;
  private final InstantSource clock;

  Runner(Terminal terminal, Interruption interruption, TargetOpener targets, InstantSource clock) {
    this.terminal = terminal;
    this.interruption = interruption;
    this.targets = targets;
    this.clock = clock;
  }

  /// Runs the order to its end.
  ExitCode run(RunOrder order) {
    if (order.embedded()) {
      Warmup.start();
    }
    String run = order.runId().orElseGet(() -> RunStarter.newRunId(order.job(), clock));
    Places places = places(order);
    try {
      RunRequest request = request(order, places);
      RunRequest checked = new PlanRequest(run, request).request();
      Optional<Path> log = order.embedded() ? Optional.of(logFile(order, run)) : Optional.empty();
      Session session = new Session(order, run, checked, places, log);
      try (UserJars _ = UserJars.open(order.jars())) {
        return log.isPresent() ? session.runLoggingTo(log.get()) : session.run();
      }
    } catch (RuntimeException e) {
      places.undo();
      throw e;
    }
  }

  private static Places places(RunOrder order) {
    if (order.embedded()) {
      Path buckets = order.stateDirectory().resolve("s3");
      return new LocalPlaces(Path.of(""), buckets);
    }
    return new RemotePlaces(
        order.target() == TargetKind.LOCAL
            ? "mount a directory there with 'batchwright local --bucket NAME=DIR'"
            : "copy the files with 'aws s3 cp', or leave --target out");
  }

  private static RunRequest request(RunOrder order, Places places) {
    List<String> inputs = new ArrayList<>();
    for (String input : order.inputs()) {
      inputs.add(places.input(input));
    }
    Map<String, String> settings = new LinkedHashMap<>();
    order.settings().forEach((name, value) -> settings.put(name, places.setting(value)));
    String output = places.output(order.output());
    return new RunRequest(order.job(), inputs, output, settings, order.options());
  }

  private static Path logFile(RunOrder order, String run) {
    return order.stateDirectory().resolve("logs").resolve(run + ".log");
  }

  /// One start of one run.
  private final class Session {
    private final RunOrder order;
    private final String run;
    private final RunRequest request;
    private final Places places;
    private final Optional<Path> log;

    Session(RunOrder order, String run, RunRequest request, Places places, Optional<Path> log) {
      this.order = order;
      this.run = run;
      this.request = request;
      this.places = places;
      this.log = log;
    }

    ExitCode runLoggingTo(Path file) {
      try (StandardStreams _ = StandardStreams.to(file)) {
        return run();
      }
    }

    ExitCode run() {
      try (Target target = targets.open(order, places)) {
        terminal.err().printf("Run %s: %s, into %s%n", run, order.job(), order.output());
        long startNanos = System.nanoTime();
        String arn = new RunStarter(target.executions(), clock).start(run, request);
        RunTracker tracker;
        Standing standing;
        long retries;
        try (ProgressView view = terminal.progress()) {
          RunWatch watch =
              new RunWatch(
                  target.executions(),
                  view,
                  interruption,
                  target.pace(),
                  System::nanoTime,
                  target.work());
          standing = watch.watch(arn);
          tracker = watch.tracker();
          retries = watch.snapshot(Duration.ZERO).retries();
        }
        Duration elapsed = Duration.ofNanos(System.nanoTime() - startNanos);
        Outcome outcome = outcome(standing, tracker, target, retries);
        return report(
            new RunReport(
                run,
                order.job(),
                order.inputs(),
                order.output(),
                elapsed,
                arn,
                tracker.plan(),
                outcome,
                tracker.plan().map(plan -> places.show(plan.work().uri())),
                target.deadLetters(),
                log.map(Path::toString),
                resume()));
      }
    }

    private Outcome outcome(Standing standing, RunTracker tracker, Target target, long retries) {
      return switch (standing) {
        case Standing.Succeeded succeeded ->
            new Findings(target.objects(), places::show).visible(succeeded.output(), retries);
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

    private ExitCode report(RunReport report) {
      ExitCode code =
          switch (report.outcome()) {
            case Outcome.Visible _ -> ExitCode.PUBLISHED;
            case Outcome.Failed _ -> ExitCode.FAILED;
            case Outcome.Refused _ -> ExitCode.BAD_REQUEST;
            case Outcome.Stopped _ -> ExitCode.STOPPED;
          };
      if (code == ExitCode.BAD_REQUEST) {
        places.undo();
      }
      if (order.json()) {
        new JsonReport(terminal.out()).print(report, code.code());
      } else {
        new TextReport(terminal.out(), terminal.err()).print(report);
      }
      return code;
    }

    private String resume() {
      List<String> words = new ArrayList<>();
      words.add("batchwright");
      words.addAll(order.words());
      if (order.runId().isEmpty()) {
        words.add("--run-id");
        words.add(run);
      }
      return Shell.commandLine(words);
    }
  }
}
