package dev.batchwright.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.RunRequest;
import dev.batchwright.cli.RunFollower.Followed;
import dev.batchwright.cli.execution.Described;
import dev.batchwright.cli.execution.Interruption;
import dev.batchwright.cli.execution.RunFinder;
import dev.batchwright.cli.execution.RunStarter;
import dev.batchwright.cli.execution.Standing;
import dev.batchwright.cli.letters.Letter;
import dev.batchwright.cli.letters.Settlement;
import dev.batchwright.cli.place.Places;
import dev.batchwright.cli.state.RunNotes;
import dev.batchwright.cli.target.Target;
import dev.batchwright.cli.text.Units;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;

/// Starts a run again under its id, follows it, and removes the dead letters that are settled.
final class Redrive {

  /// Things that are named before the rest is only counted.
  private static final int NAMED = 5;

  private final Terminal terminal;
  private final Interruption interruption;
  private final InstantSource clock;

  Redrive(Terminal terminal, Interruption interruption, InstantSource clock) {
    this.terminal = terminal;
    this.interruption = interruption;
    this.clock = clock;
  }

  /// What there is besides where the target is in this process.
  ///
  /// @param notes the notes of the state directory
  /// @param log the log of this process
  record Here(RunNotes notes, Path log) {
    Here {
      Objects.requireNonNull(notes, "notes");
      Objects.requireNonNull(log, "log");
    }
  }

  /// Redrives.
  ///
  /// @param last the newest execution of the run
  /// @param again the command line that does so again
  /// @throws BadRequestException when the run is under way
  ExitCode run(
      Target target,
      Places places,
      Described last,
      Optional<Here> here,
      String again,
      boolean json) {
    String run = last.run();
    refuseRunning(target, last);
    List<Letter> letters = target.letters().take(run);
    target.letters().giveBack(letters);
    if (last.standing() instanceof Standing.Succeeded succeeded) {
      terminal.err().printf("Run %s is published already; nothing is left to redrive.%n", run);
      settle(target, run, succeeded);
      return ExitCode.PUBLISHED;
    }
    terminal.err().printf("Redriving run %s: %s, %s%n", run, last.job(), describe(letters));
    RunRequest request =
        Json.read(
            last.input().getBytes(StandardCharsets.UTF_8),
            RunRequest.class,
            "the input of " + last.arn());
    String arn = new RunStarter(target.executions(), clock).start(run, request);
    here.ifPresent(it -> it.notes().keep(target.executions(), arn, places.mounts()));
    RunFollower follower =
        new RunFollower(terminal, interruption, places, target.objects(), target.deadLetters());
    Followed followed = follower.follow(target, arn, true);
    here.ifPresent(it -> it.notes().keep(target.executions(), arn, places.mounts()));
    RunSubject subject = RunSubject.of(last, places, here.map(it -> it.log().toString()), again);
    Described ended = target.executions().describe(arn).orElse(last);
    ExitCode code = follower.tell(subject, arn, followed, ended.took(clock.instant()), json);
    settle(target, run, followed.standing());
    return code;
  }

  /// Two redrives of one run would do no harm, since commits and publishing are conditional, but
  /// each would take the other's letters for its own.
  private static void refuseRunning(Target target, Described last) {
    String run = last.run();
    Optional<String> running =
        last.standing() instanceof Standing.Running
            ? Optional.of(last.arn())
            : new RunFinder(target.executions()).running(run).map(Described::arn);
    if (running.isPresent()) {
      throw new BadRequestException(
          "run %s is under way (%s); follow it with 'batchwright watch %s'"
              .formatted(run, running.get(), run));
    }
  }

  private void settle(Target target, String run, Standing standing) {
    boolean published = standing instanceof Standing.Succeeded;
    boolean whole =
        standing instanceof Standing.Succeeded(String output) && failedChunks(output) == 0;
    List<Letter> letters = target.letters().take(run);
    List<Letter> settled = new Settlement(target.objects(), published, whole).settled(letters);
    target.letters().delete(settled);
    List<Letter> open = letters.stream().filter(it -> !settled.contains(it)).toList();
    target.letters().giveBack(open);
    if (!letters.isEmpty()) {
      terminal
          .err()
          .printf(
              "Dead letters of run %s: %s removed, %s%n",
              run,
              Units.count(settled.size()),
              open.isEmpty() ? "none is left" : "left: " + describe(open));
    }
  }

  private static long failedChunks(String output) {
    JsonNode published = Json.tree(output.getBytes(StandardCharsets.UTF_8));
    return published.path("failedChunks").asLong();
  }

  private static String describe(List<Letter> letters) {
    if (letters.isEmpty()) {
      return "without dead letters";
    }
    List<String> about = letters.stream().map(Letter::about).distinct().sorted().toList();
    String named = about.stream().limit(NAMED).collect(Collectors.joining(", "));
    String more = about.size() > NAMED ? " and " + (about.size() - NAMED) + " more" : "";
    return Units.count(letters.size(), "dead letter") + " (" + named + more + ")";
  }
}
