package dev.batchwright.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.batchwright.batch.pipeline.PipelinePlanner;
import dev.batchwright.batch.pipeline.PlanPipelineRequest;
import dev.batchwright.batch.pipeline.PlannedPipeline;
import dev.batchwright.batch.trigger.Bindings;
import dev.batchwright.batch.trigger.Buckets;
import dev.batchwright.batch.trigger.Placeholders;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
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
    PipelinePlanner planner =
        new PipelinePlanner(
            environment.getOrDefault(Buckets.DATA_VARIABLE, ""),
            (binding, date, run) ->
                Bindings.find(environment, classes())
                    .named(binding)
                    .request(
                        Placeholders.of(
                            binding,
                            run,
                            date.atStartOfDay(ZoneOffset.UTC),
                            Buckets.of(environment)),
                        Optional.empty()));
    this.function =
        new StageFunction<>(
            "Plan pipeline", PlanPipelineRequest.class, planner::plan, PlanPipeline::measure);
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    function.handle(input, output, context);
  }

  private static ClassLoader classes() {
    ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
    return ofThread == null ? PlanPipeline.class.getClassLoader() : ofThread;
  }

  private static void measure(PlannedPipeline outcome, Metrics metrics) {
    metrics.addMetric("Jobs", outcome.jobs().size(), MetricUnit.COUNT);
  }
}
