package dev.batchwright.cli;

import dev.batchwright.batch.trigger.Bindings;
import dev.batchwright.cli.execution.Executions;
import dev.batchwright.cli.execution.Interruption;
import dev.batchwright.cli.execution.RunStarter;
import dev.batchwright.cli.execution.Standing;
import dev.batchwright.cli.place.LocalPlaces;
import dev.batchwright.cli.place.Places;
import dev.batchwright.cli.place.RemotePlaces;
import dev.batchwright.cli.summary.ExecutionReport;
import dev.batchwright.cli.target.LocalTarget;
import dev.batchwright.cli.target.Target;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// Starts an execution of a pipeline or a backfill and follows it to its end.
final class MachineRunner {

  /// Between two looks: a job takes seconds at least.
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Terminal terminal;
  private final Interruption interruption;
  private final Reach reach;
  private final InstantSource clock;

  MachineRunner(Terminal terminal, Interruption interruption, Reach reach, InstantSource clock) {
    this.terminal = terminal;
    this.interruption = interruption;
    this.reach = reach;
    this.clock = clock;
  }

  Terminal terminal() {
    return terminal;
  }

  /// A new id for what has this name.
  String newRunId(String name) {
    return RunStarter.newRunId(name, clock);
  }

  /// The places that a user's paths are on this target.
  static Places places(TargetOptions target) {
    return target.ofStateDirectory()
        ? new LocalPlaces(Path.of(""), target.stateDirectory().resolve("s3"))
        : new RemotePlaces("copy the files with 'aws s3 cp', or leave --target out");
  }

  ExitCode run(MachineOrder order, MachineProgress.Factory progress) {
    if (!order.target().ofStateDirectory()) {
      return runAt(order, progress);
    }
    Path log = order.target().stateDirectory().resolve("logs").resolve(order.run() + ".log");
    try (UserJars _ = UserJars.open(order.jars());
        StandardStreams _ = StandardStreams.to(log)) {
      return runAt(order, progress);
    }
  }

  private ExitCode runAt(MachineOrder order, MachineProgress.Factory factory) {
    try (Target target = open(order)) {
      Executions executions = target.executions().sibling(order.machine());
      long startNanos = System.nanoTime();
      String arn = new RunStarter(executions, clock).start(order.run(), order.input());
      MachineProgress progress = factory.of(executions, arn, target.objects());
      Standing standing = follow(executions, arn, progress);
      Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
      ExitCode code = code(standing);
      Standing shown = shown(standing, order.places());
      ExecutionReport report = new ExecutionReport(arn, shown, progress.state(), took, code.code());
      if (order.json()) {
        report.printJson(terminal.out());
      } else {
        report.printText(terminal.out(), terminal.err());
      }
      return code;
    }
  }

  private Standing follow(Executions executions, String arn, MachineProgress progress) {
    while (true) {
      Standing standing = executions.standing(arn);
      progress.look();
      if (!(standing instanceof Standing.Running)) {
        return standing;
      }
      if (interruption.requested()) {
        executions.stop(arn, "Batchwright.Stopped", "stopped by the user");
        return new Standing.Aborted();
      }
      interruption.pause(PAUSE);
    }
  }

  private Target open(MachineOrder order) {
    TargetOptions target = order.target();
    if (!target.ofStateDirectory()) {
      return reach.reach(target.kind(), target.endpoint(), target.stateMachine());
    }
    return LocalTarget.start(
        ComposedTemplate.of(target.stateDirectory(), Optional.empty()),
        target.stateDirectory(),
        order.places(),
        embedded ->
            order
                .settings()
                .ifPresent(file ->
                    embedded.environment(Bindings.VARIABLE, file.toAbsolutePath().toString())));
  }

  private static Standing shown(Standing standing, Places places) {
    return switch (standing) {
      case Standing.Succeeded succeeded -> new Standing.Succeeded(places.show(succeeded.output()));
      case Standing.Failed failed ->
          new Standing.Failed(failed.error(), places.show(failed.cause()));
      case Standing.Aborted _, Standing.Running _ -> standing;
    };
  }

  private static ExitCode code(Standing standing) {
    return switch (standing) {
      case Standing.Succeeded _ -> ExitCode.PUBLISHED;
      case Standing.Failed failed when failed.error().endsWith(RunFollower.REFUSED) ->
          ExitCode.BAD_REQUEST;
      case Standing.Failed _ -> ExitCode.FAILED;
      case Standing.Aborted _, Standing.Running _ -> ExitCode.STOPPED;
    };
  }
}
