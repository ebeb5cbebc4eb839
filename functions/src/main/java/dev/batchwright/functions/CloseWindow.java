package dev.batchwright.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.batchwright.batch.trigger.ClosedWindow;
import dev.batchwright.batch.trigger.TriggerStage;
import dev.batchwright.batch.trigger.WindowRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/// Task state `Close window`: lists the uploads of a window for good.
public final class CloseWindow implements RequestStreamHandler {

  private final StageFunction<WindowRequest, ClosedWindow> function;

  /// On Lambda: settings come from the function's environment variables.
  public CloseWindow() {
    this(System.getenv());
  }

  /// On the embedded target: the function's environment as the template gives it.
  public CloseWindow(Map<String, String> environment) {
    TriggerStage stage = TriggerEnvironment.stage(environment);
    this.function =
        new StageFunction<>(
            "Close window", WindowRequest.class, stage::close, CloseWindow::measure);
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    function.handle(input, output, context);
  }

  private static void measure(ClosedWindow outcome, Metrics metrics) {
    metrics.addMetric("UploadsInWindow", outcome.uploads(), MetricUnit.COUNT);
  }
}
