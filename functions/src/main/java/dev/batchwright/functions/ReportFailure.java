package dev.batchwright.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.batchwright.batch.model.FailureRequest;
import dev.batchwright.batch.model.ReportedFailure;
import dev.batchwright.batch.report.FailureReport;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/// Task state `Report failure`: says which item failed first, why, and what to do.
public final class ReportFailure implements RequestStreamHandler {

  private final StageFunction<FailureRequest, ReportedFailure> function;

  /// On Lambda: settings come from the function's environment variables.
  public ReportFailure() {
    this(System.getenv());
  }

  /// On the embedded target: the function's environment as the template gives it.
  public ReportFailure(Map<String, String> environment) {
    FailureReport stage = new FailureReport(FunctionEnvironment.of(environment).stages());
    this.function =
        new StageFunction<>(
            "Report failure", FailureRequest.class, stage::report, ReportFailure::measure);
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    function.handle(input, output, context);
  }

  private static void measure(ReportedFailure outcome, Metrics metrics) {
    metrics.addMetric("FailedRuns", 1, MetricUnit.COUNT);
    metrics.addMetadata("error", outcome.error());
  }
}
