package dev.batchwright.cli;

import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.PlanRequest;
import dev.batchwright.batch.model.RunOptions;
import dev.batchwright.batch.model.RunRequest;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.table.Current;
import dev.batchwright.batch.table.Table;
import dev.batchwright.cli.RunFollower.Followed;
import dev.batchwright.cli.execution.Interruption;
import dev.batchwright.cli.execution.RunStarter;
import dev.batchwright.cli.place.LocalPlaces;
import dev.batchwright.cli.place.Places;
import dev.batchwright.cli.place.RemotePlaces;
import dev.batchwright.cli.state.RunNotes;
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

  /// A pointer names fifty earlier runs at most.
  private static final int MAX_POINTER_BYTES = 1 << 20;

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
      RunRequest request = request(order, places, run);
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

  private static RunRequest request(RunOrder order, Places places, String run) {
    List<String> inputs = new ArrayList<>();
    for (String input : order.inputs()) {
      inputs.add(places.input(input));
    }
    Map<String, String> settings = new LinkedHashMap<>();
    order.settings().forEach((name, value) -> settings.put(name, places.setting(value)));
    RunOptions options =
        order.options().heldAgainst(order.options().against().map(places::earlier));
    String output = places.output(order.output());
    if (!order.table()) {
      return new RunRequest(order.job(), inputs, output, settings, options);
    }
    return new RunRequest(order.job(), inputs, output + run + "/", settings, options)
        .inTable(Optional.of(output));
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
        note(target, arn);
        RunFollower follower =
            new RunFollower(terminal, interruption, places, target.objects(), target.deadLetters());
        Followed followed = follower.follow(target, arn, true);
        Duration elapsed = Duration.ofNanos(System.nanoTime() - startNanos);
        note(target, arn);
        ExitCode code = follower.tell(subject(), arn, followed, elapsed, order.json());
        if (code == ExitCode.PUBLISHED) {
          request.table().ifPresent(table -> tellTable(target, S3Location.parse(table)));
        }
        if (code == ExitCode.BAD_REQUEST) {
          places.undo();
        }
        return code;
      }
    }

    /// A run that comes late does not become current, which its report does not know.
    private void tellTable(Target target, S3Location table) {
      S3Location pointer = table.plus(Table.POINTER);
      target
          .objects()
          .start(pointer, MAX_POINTER_BYTES)
          .map(json -> Json.read(json, Current.class, pointer.uri()).run())
          .ifPresent(current ->
              terminal
                  .err()
                  .printf(
                      "Table %s points at %s%n",
                      places.show(table.uri()),
                      current.equals(run)
                          ? "this run."
                          : "run " + current + ", which is after this one."));
    }

    /// The embedded target forgets executions with its process; the note does not.
    private void note(Target target, String arn) {
      if (order.embedded()) {
        new RunNotes(order.stateDirectory()).keep(target.executions(), arn, places.mounts());
      }
    }

    private RunSubject subject() {
      return new RunSubject(
          run,
          order.job(),
          order.inputs(),
          order.table() ? places.show(request.output()) : order.output(),
          log.map(Path::toString),
          resume());
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
