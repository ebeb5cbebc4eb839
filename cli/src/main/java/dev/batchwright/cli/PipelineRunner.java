package dev.batchwright.cli;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.RunRequest;
import dev.batchwright.batch.pipeline.PipelineProblems;
import dev.batchwright.batch.pipeline.PipelineRequest;
import dev.batchwright.batch.pipeline.PipelineRequest.PipelineJob;
import dev.batchwright.cli.place.Places;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Does what `batchwright pipeline` was asked: checks, starts the execution, says what becomes of
/// each job.
final class PipelineRunner {

  /// The state machine in infra/template.yaml.
  private static final String MACHINE = "Pipeline";

  private final MachineRunner machines;

  PipelineRunner(MachineRunner machines) {
    this.machines = machines;
  }

  ExitCode run(PipelineOrder order) {
    List<String> problems = PipelineProblems.of(order.request());
    if (!problems.isEmpty()) {
      throw new BadRequestException("the pipeline cannot run:\n  " + String.join("\n  ", problems));
    }
    String run = order.runId().orElseGet(() -> machines.newRunId(order.request().pipeline()));
    Places places = MachineRunner.places(order.target());
    PipelineRequest request = placed(order.request(), places);
    machines
        .terminal()
        .err()
        .printf("Pipeline %s, run %s: %d jobs%n", request.pipeline(), run, request.jobs().size());
    return machines.run(
        new MachineOrder(
            MACHINE,
            run,
            Json.mapper().valueToTree(request),
            places,
            order.settings(),
            order.jars(),
            order.target(),
            order.json()),
        (executions, arn, objects) ->
            new JobLines(executions, arn, objects, places, machines.terminal().err()));
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
}
