package dev.batchwright.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.batchwright.batch.model.PlanRequest;
import dev.batchwright.batch.model.Planned;
import dev.batchwright.batch.plan.PlanStage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/// Task state `Plan chunks`: lists and pins the inputs, and cuts them into chunks.
public final class PlanChunks implements RequestStreamHandler {

  private final StageFunction<PlanRequest, Planned> function;

  /// On Lambda: settings come from the function's environment variables.
  public PlanChunks() {
    this(System.getenv());
  }

  /// On the embedded target: the function's environment as the template gives it.
  public PlanChunks(Map<String, String> environment) {
    PlanStage stage =
        new PlanStage(
            FunctionEnvironment.of(environment).stages(),
            FunctionEnvironment.of(environment).planLimits());
    this.function =
        new StageFunction<>("Plan chunks", PlanRequest.class, stage::plan, PlanChunks::measure);
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    function.handle(input, output, context);
  }

  private static void measure(Planned outcome, Metrics metrics) {
    metrics.addMetric("Chunks", outcome.chunks(), MetricUnit.COUNT);
    metrics.addMetric("Objects", outcome.objects(), MetricUnit.COUNT);
    metrics.addMetric("InputBytes", outcome.bytes(), MetricUnit.BYTES);
  }
}
