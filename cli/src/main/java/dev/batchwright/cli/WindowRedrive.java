package dev.batchwright.cli;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.cli.RunFollower.Followed;
import dev.batchwright.cli.execution.Executions;
import dev.batchwright.cli.execution.Interruption;
import dev.batchwright.cli.execution.NameTakenException;
import dev.batchwright.cli.execution.RunStarter;
import dev.batchwright.cli.execution.Standing;
import dev.batchwright.cli.letters.Letter;
import dev.batchwright.cli.place.RemotePlaces;
import dev.batchwright.cli.target.Target;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Closes a window of uploads again that became a dead letter before its run was started.
///
/// The uploads are safe in the window, and closing is the same however often it is done. It is a
/// new execution, as a redriven run is.
final class WindowRedrive {

  private final Terminal terminal;
  private final Interruption interruption;
  private final InstantSource clock;

  WindowRedrive(Terminal terminal, Interruption interruption, InstantSource clock) {
    this.terminal = terminal;
    this.interruption = interruption;
    this.clock = clock;
  }

  /// Closes the window that was to start this run.
  ///
  /// @return empty where no dead letter is of such a window
  Optional<ExitCode> run(Target target, String run) {
    List<Letter> letters = target.letters().take(run);
    Optional<Letter> window =
        letters.stream().filter(it -> it.body().path("window").isObject()).findFirst();
    if (window.isEmpty()) {
      target.letters().giveBack(letters);
      return Optional.empty();
    }
    terminal
        .err()
        .printf(
            "Run %s was not started: its window of uploads failed in state '%s': %s%nClosing it again%n",
            run,
            window.get().body().path("state").asText(),
            window.get().body().path("cause").asText());
    return Optional.of(closeAgain(target, run, window.get(), letters));
  }

  private ExitCode closeAgain(Target target, String run, Letter window, List<Letter> letters) {
    String arn = start(target.executions().sibling("UploadWindow"), run, window);
    Followed followed =
        new RunFollower(terminal, interruption, new RemotePlaces(""), target.objects(), "")
            .follow(target, arn, false);
    return switch (followed.standing()) {
      case Standing.Succeeded _ -> {
        target.letters().delete(letters);
        terminal.out().printf("Run %s is started; 'batchwright watch %s' follows it.%n", run, run);
        yield ExitCode.PUBLISHED;
      }
      case Standing.Failed(String error, String cause) -> {
        keepNewest(target, run, letters);
        terminal.err().printf("batchwright: window %s failed again: %s (%s)%n", run, cause, error);
        yield ExitCode.FAILED;
      }
      case Standing.Running _, Standing.Aborted _ -> {
        target.letters().giveBack(letters);
        yield ExitCode.STOPPED;
      }
    };
  }

  private String start(Executions windows, String run, Letter window) {
    String input = window.body().path("window").toString();
    try {
      return windows.start(RunStarter.newRunId(run, clock), input);
    } catch (NameTakenException e) {
      throw new BadRequestException(
          "window " + run + " was redriven this very second by somebody else", e);
    }
  }

  /// The execution sends a letter of its own, where that is possible; the earlier ones are then
  /// said twice.
  private static void keepNewest(Target target, String run, List<Letter> earlier) {
    List<Letter> newest = target.letters().take(run);
    if (newest.isEmpty()) {
      target.letters().giveBack(earlier);
    } else {
      target.letters().delete(earlier);
      target.letters().giveBack(newest);
    }
  }
}
