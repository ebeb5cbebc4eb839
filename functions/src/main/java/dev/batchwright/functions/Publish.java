package dev.batchwright.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.batchwright.batch.model.Published;
import dev.batchwright.batch.model.WorkRef;
import dev.batchwright.batch.publish.PublishStage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/// Task state `Publish`: holds the ledger against the plan, then makes the outputs visible.
public final class Publish implements RequestStreamHandler {

  private final StageFunction<WorkRef, Published> function;

  /// On Lambda: settings come from the function's environment variables.
  public Publish() {
    this(System.getenv());
  }

  /// On the embedded target: the function's environment as the template gives it.
  public Publish(Map<String, String> environment) {
    PublishStage stage = new PublishStage(FunctionEnvironment.of(environment).stages());
    this.function = new StageFunction<>("Publish", WorkRef.class, stage::publish, Publish::measure);
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    function.handle(input, output, context);
  }

  private static void measure(Published outcome, Metrics metrics) {
    metrics.addMetric("OutputObjects", outcome.outputs(), MetricUnit.COUNT);
    metrics.addMetric("OutputBytes", outcome.bytesWritten(), MetricUnit.BYTES);
    metrics.addMetric("RowsPublished", outcome.rowsWritten(), MetricUnit.COUNT);
    metrics.addMetric("FailedChunks", outcome.failedChunks(), MetricUnit.COUNT);
  }
}
