package dev.batchwright.cli;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.cli.RunFollower.Followed;
import dev.batchwright.cli.execution.Described;
import dev.batchwright.cli.execution.Interruption;
import dev.batchwright.cli.execution.RunFinder;
import dev.batchwright.cli.execution.Standing;
import dev.batchwright.cli.execution.UnreachableException;
import dev.batchwright.cli.place.LocalPlaces;
import dev.batchwright.cli.place.Places;
import dev.batchwright.cli.place.RemotePlaces;
import dev.batchwright.cli.state.Living;
import dev.batchwright.cli.state.RunNote;
import dev.batchwright.cli.state.RunNotes;
import dev.batchwright.cli.summary.ExecutionReport;
import dev.batchwright.cli.target.FileReader;
import dev.batchwright.cli.target.Target;
import dev.batchwright.cli.target.TargetKind;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Does what `batchwright watch` was asked.
///
/// On this machine a run is in a process that answers (a `batchwright run`, a `batchwright local`),
/// which is found by its file in the state directory, or it has ended and a note is left of it.
final class Watcher {

  private final Terminal terminal;
  private final Interruption interruption;
  private final Reach reach;
  private final InstantSource clock;

  Watcher(Terminal terminal, Interruption interruption, Reach reach, InstantSource clock) {
    this.terminal = terminal;
    this.interruption = interruption;
    this.reach = reach;
    this.clock = clock;
  }

  ExitCode watch(String run, TargetOptions options, boolean json) {
    return options.ofStateDirectory()
        ? watchHere(run, options, json)
        : watchThere(run, options, json);
  }

  private ExitCode watchThere(String run, TargetOptions options, boolean json) {
    try (Target target = reach.reach(options.kind(), options.endpoint(), options.stateMachine())) {
      Described execution =
          find(target, run)
              .orElseThrow(() ->
                  new BadRequestException(
                      "there is no run or execution '"
                          + run
                          + "' on target "
                          + options.kind()
                          + "; 'batchwright list' shows the runs that there are"));
      if (!isRun(target, execution)) {
        return watchOther(target, execution, json);
      }
      Places places = new RemotePlaces("");
      RunFollower follower =
          new RunFollower(terminal, interruption, places, target.objects(), target.deadLetters());
      greet(execution);
      Followed followed = follower.follow(target, execution.arn(), false);
      Described ended = target.executions().describe(execution.arn()).orElse(execution);
      return tell(follower, ended, followed, places, options, json);
    }
  }

  private ExitCode watchHere(String run, TargetOptions options, boolean json) {
    Path stateDirectory = options.stateDirectory();
    RunNotes notes = new RunNotes(stateDirectory);
    for (Living living : Living.all(stateDirectory)) {
      try (Target target =
          reach.reach(TargetKind.LOCAL, Optional.of(living.endpoint()), Optional.empty())) {
        Optional<Described> execution = find(target, run);
        if (execution.isPresent()) {
          return isRun(target, execution.get())
              ? watchLiving(target, execution.get(), options, json)
              : watchOther(target, execution.get(), json);
        }
      } catch (UnreachableException _) {
        // It has ended meanwhile, and what it ran is noted.
      }
    }
    RunNote note =
        notes
            .find(run.substring(run.lastIndexOf(':') + 1))
            .orElseThrow(() ->
                new BadRequestException(
                    "there is no run '%s' in %s; 'batchwright list' shows those that there are"
                        .formatted(run, stateDirectory)));
    Places places = places(Optional.of(note), stateDirectory);
    Described described = note.described();
    return tell(
        follower(places), described, Followed.ended(described.standing()), places, options, json);
  }

  private ExitCode watchLiving(
      Target target, Described execution, TargetOptions options, boolean json) {
    RunNotes notes = new RunNotes(options.stateDirectory());
    greet(execution);
    Places places = places(notes.find(execution.run()), options.stateDirectory());
    RunFollower follower = follower(places);
    try {
      Followed followed = follower.follow(target, execution.arn(), false);
      Described ended = target.executions().describe(execution.arn()).orElse(execution);
      return tell(follower, ended, followed, places, options, json);
    } catch (UnreachableException _) {
      // The process of a run ends with it, maybe between two questions; its note says how.
      Described noted = notes.find(execution.run()).map(RunNote::described).orElse(execution);
      Standing standing =
          noted.standing() instanceof Standing.Running ? new Standing.Aborted() : noted.standing();
      return tell(follower, noted, Followed.ended(standing), places, options, json);
    }
  }

  private RunFollower follower(Places places) {
    return new RunFollower(
        terminal, interruption, places, new FileReader(places), "queue DeadLetters");
  }

  private static Places places(Optional<RunNote> note, Path stateDirectory) {
    return LocalPlaces.of(
        note.map(RunNote::mounts).orElse(List.of()), stateDirectory.resolve("s3"));
  }

  private static Optional<Described> find(Target target, String run) {
    return new RunFinder(target.executions())
        .newest(run)
        .or(() -> target.executions().elsewhere(run));
  }

  private static boolean isRun(Target target, Described execution) {
    return execution.arn().startsWith(target.executions().arnOf(""));
  }

  private void greet(Described execution) {
    terminal.err().printf("Run %s: %s%n", execution.run(), execution.job());
  }

  private ExitCode tell(
      RunFollower follower,
      Described execution,
      Followed followed,
      Places places,
      TargetOptions options,
      boolean json) {
    if (followed.standing() instanceof Standing.Running) {
      terminal.err().printf("Run %s goes on; nobody watches it now.%n", execution.run());
      return ExitCode.STOPPED;
    }
    RunSubject subject =
        RunSubject.of(execution, places, Optional.empty(), options.redrive(execution.run()));
    return follower.tell(subject, execution.arn(), followed, took(execution), json);
  }

  private Duration took(Described execution) {
    return execution.took(clock.instant());
  }

  private ExitCode watchOther(Target target, Described execution, boolean json) {
    terminal.err().printf("Execution %s%n", execution.arn());
    Places places = new RemotePlaces("");
    Followed followed =
        new RunFollower(terminal, interruption, places, target.objects(), "")
            .follow(target, execution.arn(), false);
    Described ended = target.executions().describe(execution.arn()).orElse(execution);
    ExitCode code =
        switch (followed.standing()) {
          case Standing.Succeeded _ -> ExitCode.PUBLISHED;
          case Standing.Failed _ -> ExitCode.FAILED;
          case Standing.Aborted _, Standing.Running _ -> ExitCode.STOPPED;
        };
    ExecutionReport report =
        new ExecutionReport(
            execution.arn(),
            followed.standing(),
            followed.tracker().worked(),
            took(ended),
            code.code());
    if (json) {
      report.printJson(terminal.out());
    } else {
      report.printText(terminal.out(), terminal.err());
    }
    return code;
  }
}
