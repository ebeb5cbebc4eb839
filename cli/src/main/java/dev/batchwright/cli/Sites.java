package dev.batchwright.cli;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.WorkLayout;
import dev.batchwright.cli.execution.Described;
import dev.batchwright.cli.execution.RunFinder;
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
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/// Finds what a command is about, a run or a place, and reaches the target that it is on.
///
/// On this machine a run is found by its note, or in the process that serves it; the embedded
/// target is started here where no such process has the run.
final class Sites {

  private final Reach reach;

  Sites(Reach reach) {
    this.reach = reach;
  }

  /// A target that was reached.
  ///
  /// @param target the target
  /// @param places turns its URIs into what the user knows
  record Site(Target target, Places places) {
    Site {
      Objects.requireNonNull(target, "target");
      Objects.requireNonNull(places, "places");
    }
  }

  /// Works at a directory or prefix that is there.
  <T> T atPlace(String written, TargetOptions options, BiFunction<Site, S3Location, T> work) {
    if (options.ofStateDirectory()) {
      Path stateDirectory = options.stateDirectory();
      Places places = new LocalPlaces(Path.of(""), stateDirectory.resolve("s3"));
      S3Location place = S3Location.parse(places.place(written));
      try (Target target = LocalTarget.start(stateDirectory, places)) {
        return shown(places, () -> work.apply(new Site(target, places), place));
      }
    }
    Places places = new RemotePlaces("name it as it is there");
    S3Location place = S3Location.parse(places.place(written));
    try (Target target = reach.reach(options.kind(), options.endpoint(), options.stateMachine())) {
      return work.apply(new Site(target, places), place);
    }
  }

  /// Has a refusal name places as the user knows them.
  private static <T> T shown(Places places, Supplier<T> work) {
    try {
      return work.get();
    } catch (BadRequestException e) {
      throw new BadRequestException(places.show(String.valueOf(e.getMessage())), e);
    }
  }

  /// What is done with a run.
  @FunctionalInterface
  interface Visit<T> {

    /// Before the target is started in this process: may name more places, which have to be there
    /// then. Not called where the target is elsewhere.
    default void prepare(Described execution, Places places) {}

    /// The work itself.
    T work(Site site, Described execution);
  }

  /// Works at the newest execution of a run.
  ///
  /// @throws BadRequestException when there is no such run
  <T> T atRun(String run, TargetOptions options, Visit<T> visit) {
    return options.ofStateDirectory()
        ? atRunHere(run, options.stateDirectory(), visit)
        : atRunThere(run, options, visit);
  }

  private <T> T atRunThere(String run, TargetOptions options, Visit<T> visit) {
    try (Target target = reach.reach(options.kind(), options.endpoint(), options.stateMachine())) {
      Described execution =
          new RunFinder(target.executions())
              .newest(run)
              .orElseThrow(() -> unknown(run, "target " + options.kind()));
      return visit.work(new Site(target, new RemotePlaces("name it as it is there")), execution);
    }
  }

  private <T> T atRunHere(String run, Path stateDirectory, Visit<T> visit) {
    Optional<RunNote> note = new RunNotes(stateDirectory).find(run);
    Places places =
        LocalPlaces.of(note.map(RunNote::mounts).orElse(List.of()), stateDirectory.resolve("s3"));
    for (Living living : Living.all(stateDirectory)) {
      Optional<T> done = atLiving(living, run, places, visit);
      if (done.isPresent()) {
        return done.get();
      }
    }
    Described execution =
        note.map(RunNote::described).orElseThrow(() -> unknown(run, stateDirectory.toString()));
    visit.prepare(execution, places);
    try (Target target = LocalTarget.start(stateDirectory, places)) {
      return shown(places, () -> visit.work(new Site(target, places), execution));
    }
  }

  private <T> Optional<T> atLiving(Living living, String run, Places places, Visit<T> visit) {
    try (Target target =
        reach.reach(TargetKind.LOCAL, Optional.of(living.endpoint()), Optional.empty())) {
      return new RunFinder(target.executions())
          .newest(run)
          .map(it -> shown(places, () -> visit.work(new Site(target, places), it)));
    } catch (UnreachableException _) {
      return Optional.empty(); // it ends at this moment; what it ran is noted
    }
  }

  /// Whether an execution of a run runs now, there or in any process of this machine.
  boolean runs(String run, Site site, TargetOptions options) {
    if (new RunFinder(site.target().executions()).running(run).isPresent()) {
      return true;
    }
    if (!options.ofStateDirectory()) {
      return false;
    }
    for (Living living : Living.all(options.stateDirectory())) {
      try (Target target =
          reach.reach(TargetKind.LOCAL, Optional.of(living.endpoint()), Optional.empty())) {
        if (new RunFinder(target.executions()).running(run).isPresent()) {
          return true;
        }
      } catch (UnreachableException _) {
        // It ends at this moment, with its runs.
      }
    }
    return false;
  }

  /// Whether a user's word for a run is a place instead: a URI, or a path with a slash in it.
  static boolean isPlace(String written) {
    return written.contains("/");
  }

  /// Where the things of an execution's run are.
  ///
  /// @throws BadRequestException when its input names no output
  static WorkLayout layout(Described execution) {
    String output = execution.asked().path("output").asText();
    if (!output.startsWith("s3://")) {
      throw new BadRequestException(
          "execution %s names no output; it is none of a run".formatted(execution.arn()));
    }
    return WorkLayout.of(
        S3Location.parse(output.endsWith("/") ? output : output + "/"), execution.run());
  }

  private static BadRequestException unknown(String run, String where) {
    return new BadRequestException(
        "there is no run '%s' on %s; 'batchwright list' shows those that there are"
            .formatted(run, where));
  }
}
