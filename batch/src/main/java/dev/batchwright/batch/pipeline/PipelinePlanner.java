package dev.batchwright.batch.pipeline;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.RunRequest;
import dev.batchwright.batch.pipeline.PipelineRequest.PipelineJob;
import dev.batchwright.batch.trigger.RunIds;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// Plans a pipeline: refuses what cannot be run before anything starts, and orders the rest.
public final class PipelinePlanner {

  /// The plan travels as the state machine's data: Step Functions takes 256 KiB, and the jobs'
  /// outcomes come on top.
  private static final int MAX_PLAN_BYTES = 192 * 1024;

  private final String dataBucket;
  private final BindingRequests bindings;

  /// @param dataBucket where pipelines write down what became of their jobs
  public PipelinePlanner(String dataBucket, BindingRequests bindings) {
    this.dataBucket = Objects.requireNonNull(dataBucket, "dataBucket");
    this.bindings = Objects.requireNonNull(bindings, "bindings");
  }

  /// Plans a pipeline.
  ///
  /// @throws BadRequestException with every problem that the pipeline has, each with its JSON path
  public PlannedPipeline plan(PlanPipelineRequest asked) {
    PipelineRequest request = asked.request();
    List<String> problems = PipelineProblems.of(request);
    refuse(request, problems);
    LocalDate date =
        request.date().orElseGet(() -> LocalDate.ofInstant(asked.startedAt(), ZoneOffset.UTC));
    List<PlannedJob> jobs = new ArrayList<>();
    for (String name : PipelineProblems.order(request).jobs()) {
      PipelineJob job = Objects.requireNonNull(request.jobs().get(name), name);
      String run = RunIds.job(asked.run(), name);
      try {
        RunRequest runs = job.request().orElseGet(() -> bound(job, date, run));
        jobs.add(
            new PlannedJob(name, run, RunIds.again(run, asked.execution()), job.after(), runs));
      } catch (BadRequestException e) {
        problems.add("$.jobs." + name + ".binding: " + e.getMessage());
      }
    }
    refuse(request, problems);
    PlannedPipeline plan =
        new PlannedPipeline(
            request.pipeline(),
            asked.run(),
            PipelineLayout.of(dataBucket, asked.run(), asked.execution()).work(),
            jobs);
    int bytes = Json.write(plan).length;
    if (bytes > MAX_PLAN_BYTES) {
      throw new BadRequestException(
          "pipeline '%s' is %,d bytes when it is planned, and Step Functions takes 256 KiB with all"
                  .formatted(request.pipeline(), bytes)
              + " outcomes; use bindings and globs for long lists of inputs, or cut it in two");
    }
    return plan;
  }

  private RunRequest bound(PipelineJob job, LocalDate date, String run) {
    return bindings.request(job.binding().orElseThrow(), date, run);
  }

  private static void refuse(PipelineRequest request, List<String> problems) {
    if (!problems.isEmpty()) {
      throw new BadRequestException(
          "pipeline '%s' cannot run:\n  %s"
              .formatted(request.pipeline(), String.join("\n  ", problems)));
    }
  }
}
