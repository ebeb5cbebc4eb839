package dev.batchwright.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.RunRequest;
import dev.batchwright.batch.pipeline.PipelineProblems;
import dev.batchwright.batch.pipeline.PipelineRequest;
import dev.batchwright.batch.pipeline.PipelineRequest.PipelineJob;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Does what `batchwright pipeline` was asked: checks, starts the execution, says what becomes of
/// each job.
final class PipelineRunner {

  /// The state machine in infra/template.yaml.
  private static final String MACHINE = "Pipeline";

  /// Between two looks: a job takes seconds at least.
  private static final Duration PAUSE = Duration.ofMillis(200);

  private final Terminal terminal;
  private final Interruption interruption;
  private final Reach reach;
  private final InstantSource clock;

  PipelineRunner(Terminal terminal, Interruption interruption, Reach reach, InstantSource clock) {
    this.terminal = terminal;
    this.interruption = interruption;
    this.reach = reach;
    this.clock = clock;
  }

  ExitCode run(PipelineOrder order) {
    List<String> problems = PipelineProblems.of(order.request());
    if (!problems.isEmpty()) {
      throw new BadRequestException("the pipeline cannot run:\n  " + String.join("\n  ", problems));
    }
    String run =
        order.runId().orElseGet(() -> RunStarter.newRunId(order.request().pipeline(), clock));
    Places places = places(order);
    PipelineRequest request = placed(order.request(), places);
    if (!order.target().ofStateDirectory()) {
      return runAt(order, run, request, places);
    }
    Path log = order.target().stateDirectory().resolve("logs").resolve(run + ".log");
    try (UserJars _ = UserJars.open(order.jars());
        StandardStreams _ = StandardStreams.to(log)) {
      return runAt(order, run, request, places);
    }
  }

  private ExitCode runAt(PipelineOrder order, String run, PipelineRequest request, Places places) {
    try (Target target = open(order, places)) {
      Executions executions = target.executions().sibling(MACHINE);
      ObjectNode input = Json.mapper().valueToTree(request);
      long startNanos = System.nanoTime();
      String arn = new RunStarter(executions, clock).start(run, input);
      terminal
          .err()
          .printf("Pipeline %s, run %s: %d jobs%n", request.pipeline(), run, request.jobs().size());
      JobLines jobs = new JobLines(executions, arn, target.objects(), places, terminal.err());
      Standing standing = follow(executions, arn, jobs);
      Duration took = Duration.ofNanos(System.nanoTime() - startNanos);
      ExitCode code = code(standing);
      ExecutionReport report =
          new ExecutionReport(arn, shown(standing, places), jobs.state(), took, code.code());
      if (order.json()) {
        report.printJson(terminal.out());
      } else {
        report.printText(terminal.out(), terminal.err());
      }
      return code;
    }
  }

  private Standing follow(Executions executions, String arn, JobLines jobs) {
    while (true) {
      Standing standing = executions.standing(arn);
      jobs.look();
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

  private Target open(PipelineOrder order, Places places) {
    TargetOptions target = order.target();
    if (!target.ofStateDirectory()) {
      return reach.reach(target.kind(), target.endpoint(), target.stateMachine());
    }
    return LocalTarget.start(
        ComposedTemplate.of(target.stateDirectory(), Optional.empty()),
        target.stateDirectory(),
        places,
        settings ->
            order
                .settings()
                .ifPresent(file ->
                    settings.environment(Bindings.VARIABLE, file.toAbsolutePath().toString())));
  }

  private static Places places(PipelineOrder order) {
    return order.target().ofStateDirectory()
        ? new LocalPlaces(Path.of(""), order.target().stateDirectory().resolve("s3"))
        : new RemotePlaces("copy the files with 'aws s3 cp', or leave --target out");
  }

  /// The pipeline with this machine's paths turned into URIs.
  private static PipelineRequest placed(PipelineRequest request, Places places) {
    Map<String, PipelineJob> jobs = new LinkedHashMap<>();
    request
        .jobs()
        .forEach((name, job) ->
            jobs.put(
                name,
                new PipelineJob(
                    job.binding(), job.request().map(it -> placed(it, places)), job.after())));
    return new PipelineRequest(request.pipeline(), jobs, request.date());
  }

  private static RunRequest placed(RunRequest request, Places places) {
    Map<String, String> settings = new LinkedHashMap<>();
    request.settings().forEach((name, value) -> settings.put(name, places.setting(value)));
    return new RunRequest(
        request.job(),
        request.inputs().stream().map(places::input).toList(),
        request.inputList(),
        places.output(request.output()),
        settings,
        request.options());
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
