package dev.batchwright.cli;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.cli.execution.Described;
import dev.batchwright.cli.execution.RunFinder;
import dev.batchwright.cli.execution.Standing;
import dev.batchwright.cli.execution.UnreachableException;
import dev.batchwright.cli.place.LocalPlaces;
import dev.batchwright.cli.place.Places;
import dev.batchwright.cli.place.RemotePlaces;
import dev.batchwright.cli.state.Living;
import dev.batchwright.cli.state.RunNote;
import dev.batchwright.cli.state.RunNotes;
import dev.batchwright.cli.target.LocalTarget;
import dev.batchwright.cli.target.Target;
import dev.batchwright.cli.target.TargetKind;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/// Does what `batchwright redrive` was asked: finds the run and its target, and has a [Redrive] do
/// the rest.
final class Redriver {

  private final Reach reach;
  private final Redrive redrive;
  private final WindowRedrive windows;

  Redriver(Reach reach, Redrive redrive, WindowRedrive windows) {
    this.reach = reach;
    this.redrive = redrive;
    this.windows = windows;
  }

  ExitCode redrive(String run, TargetOptions options, boolean json) {
    if (options.ofStateDirectory()) {
      return redriveHere(run, options, json);
    }
    try (Target target = reach.reach(options.kind(), options.endpoint(), options.stateMachine())) {
      Optional<Described> last = new RunFinder(target.executions()).newest(run);
      return last.isPresent()
          ? there(target, last.get(), options.redrive(run), json)
          : windows.run(target, run).orElseThrow(() -> unknown(run, "on target " + options.kind()));
    }
  }

  private ExitCode there(Target target, Described last, String again, boolean json) {
    return redrive.run(target, new RemotePlaces(""), last, Optional.empty(), again, json);
  }

  /// The state directory has one process at a time that serves its queue: a `batchwright local`
  /// where there is one, else this one.
  private ExitCode redriveHere(String run, TargetOptions options, boolean json) {
    Path stateDirectory = options.stateDirectory();
    RunNotes notes = new RunNotes(stateDirectory);
    try (Closeable _ = notes.lock(run)) {
      for (Living living : Living.all(stateDirectory)) {
        Optional<ExitCode> done = redriveLiving(living, run, options.redrive(run), json);
        if (done.isPresent()) {
          return done.get();
        }
        if (living.serves()) {
          throw new BadRequestException(
              "the 'batchwright local' at %s serves %s and knows no run '%s'; stop it first"
                  .formatted(living.endpoint(), stateDirectory, run));
        }
      }
      RunNote note = notes.find(run).orElseThrow(() -> unknown(run, "in " + stateDirectory));
      Places places = LocalPlaces.of(note.mounts(), stateDirectory.resolve("s3"));
      Path log = stateDirectory.resolve("logs").resolve(run + ".log");
      try (StandardStreams _ = StandardStreams.to(log);
          Target target = LocalTarget.start(stateDirectory, places)) {
        return redrive.run(
            target,
            places,
            note.described(),
            Optional.of(new Redrive.Here(notes, log)),
            options.redrive(run),
            json);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("the lock of run " + run + " cannot be closed", e);
    }
  }

  private Optional<ExitCode> redriveLiving(Living living, String run, String again, boolean json) {
    try (Target target =
        reach.reach(TargetKind.LOCAL, Optional.of(living.endpoint()), Optional.empty())) {
      Optional<Described> last = new RunFinder(target.executions()).newest(run);
      boolean runs = last.filter(it -> it.standing() instanceof Standing.Running).isPresent();
      if (living.serves() && last.isEmpty()) {
        return windows.run(target, run);
      }
      return runs || living.serves()
          ? last.map(it -> there(target, it, again, json))
          : Optional.empty();
    } catch (UnreachableException e) {
      if (living.serves()) {
        throw e;
      }
      return Optional.empty(); // the process of another run, which has ended meanwhile
    }
  }

  private static BadRequestException unknown(String run, String where) {
    return new BadRequestException(
        ("there is no run '%s' %s, and no window of uploads that was to start it; 'batchwright list'"
                + " shows the runs that there are")
            .formatted(run, where));
  }
}
