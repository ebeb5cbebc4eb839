package dev.batchwright.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.batchwright.batch.pipeline.AwaitRequest;
import dev.batchwright.batch.pipeline.Dependencies;
import dev.batchwright.batch.pipeline.Released;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/// Task state `Await jobs`: a job of a pipeline waits for what it depends on; the state goes on by
/// its task token.
public final class AwaitJobs implements RequestStreamHandler {

  private final StageFunction<AwaitRequest, Released> function;

  /// On Lambda: settings come from the function's environment variables.
  public AwaitJobs() {
    this(System.getenv());
  }

  /// On the embedded target: the function's environment as the template gives it.
  public AwaitJobs(Map<String, String> environment) {
    Dependencies dependencies =
        new Dependencies(
            FunctionEnvironment.of(environment).stages().storage(), StepFunctions.of(environment));
    this.function =
        new StageFunction<>(
            "Await jobs", AwaitRequest.class, dependencies::await, AwaitJobs::measure);
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
