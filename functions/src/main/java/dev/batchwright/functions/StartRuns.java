package dev.batchwright.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.batchwright.batch.trigger.TriggerBatch;
import dev.batchwright.batch.trigger.TriggerOutcome;
import dev.batchwright.batch.trigger.TriggerStage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/// Function of the queue `Triggers`: starts the runs that uploads and schedules ask for. What
/// failed is named in its answer and comes again.
public final class StartRuns implements RequestStreamHandler {

  private final StageFunction<TriggerBatch, TriggerOutcome> function;

  /// On Lambda: settings come from the function's environment variables.
  public StartRuns() {
    this(System.getenv());
  }

  /// On the embedded target: the function's environment as the template gives it.
  public StartRuns(Map<String, String> environment) {
    TriggerStage stage = TriggerEnvironment.stage(environment);
    NamedRuns runs = NamedRuns.of(environment);
    this.function =
        new StageFunction<>(
            "Start runs",
            TriggerBatch.class,
            batch -> stage.start(batch, runs),
            StartRuns::measure);
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    function.handle(input, output, context);
  }

  private static void measure(TriggerOutcome outcome, Metrics metrics) {
    metrics.addMetric("UploadsReceived", outcome.uploads(), MetricUnit.COUNT);
    metrics.addMetric("UploadsUnmatched", outcome.unmatched(), MetricUnit.COUNT);
    metrics.addMetric("RunsStarted", outcome.started(), MetricUnit.COUNT);
    metrics.addMetric("TriggersRepeated", outcome.repeated(), MetricUnit.COUNT);
    metrics.addMetric("TriggersFailed", outcome.failures().size(), MetricUnit.COUNT);
  }
}
