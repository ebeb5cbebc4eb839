package dev.batchwright.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.batchwright.batch.pipeline.Dependencies;
import dev.batchwright.batch.pipeline.Released;
import dev.batchwright.batch.pipeline.SettleRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/// Task state `Settle job`: writes down what became of a job of a pipeline, and lets those go on
/// that waited for it.
public final class SettleJob implements RequestStreamHandler {

  private final StageFunction<SettleRequest, Released> function;

  /// On Lambda: settings come from the function's environment variables.
  public SettleJob() {
    this(System.getenv());
  }

  /// On the embedded target: the function's environment as the template gives it.
  public SettleJob(Map<String, String> environment) {
    Dependencies dependencies =
        new Dependencies(
            FunctionEnvironment.of(environment).stages().storage(), StepFunctions.of(environment));
    this.function =
        new StageFunction<>(
            "Settle job", SettleRequest.class, dependencies::settle, SettleJob::measure);
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    function.handle(input, output, context);
  }

  private static void measure(Released outcome, Metrics metrics) {
    metrics.addMetric("JobsReleased", outcome.jobs().size(), MetricUnit.COUNT);
  }
}
