package dev.batchwright.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.batchwright.batch.pipeline.PipelinePlanner;
import dev.batchwright.batch.pipeline.PlanPipelineRequest;
import dev.batchwright.batch.pipeline.PlannedPipeline;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/// Task state `Plan pipeline`: refuses what cannot be run, and orders the rest.
public final class PlanPipeline implements RequestStreamHandler {

  private final StageFunction<PlanPipelineRequest, PlannedPipeline> function;

  /// On Lambda: settings come from the function's environment variables.
  public PlanPipeline() {
    this(System.getenv());
  }

  /// On the embedded target: the function's environment as the template gives it.
  public PlanPipeline(Map<String, String> environment) {
    PipelinePlanner planner = TriggerEnvironment.pipelines(environment);
    this.function =
        new StageFunction<>(
            "Plan pipeline", PlanPipelineRequest.class, planner::plan, PlanPipeline::measure);
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    function.handle(input, output, context);
  }

  private static void measure(PlannedPipeline outcome, Metrics metrics) {
    metrics.addMetric("Jobs", outcome.jobs().size(), MetricUnit.COUNT);
  }
}
