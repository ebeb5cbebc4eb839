package dev.batchwright.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.batchwright.batch.model.ReduceOutcome;
import dev.batchwright.batch.model.ReduceRequest;
import dev.batchwright.batch.reduce.ReduceStage;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/// Task state `Reduce partition`: gathers one partition, merges it, commits once.
public final class ReducePartition implements RequestStreamHandler {

  private final StageFunction<ReduceRequest, ReduceOutcome> function;

  /// On Lambda: settings come from the function's environment variables.
  public ReducePartition() {
    this(System.getenv());
  }

  /// On the embedded target: the function's environment as the template gives it.
  public ReducePartition(Map<String, String> environment) {
    ReduceStage stage = new ReduceStage(FunctionEnvironment.of(environment).stages());
    this.function =
        new StageFunction<>(
            "Reduce partition", ReduceRequest.class, stage::reduce, ReducePartition::measure);
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    function.handle(input, output, context);
  }

  private static void measure(ReduceOutcome outcome, Metrics metrics) {
    metrics.addMetric("EntriesRead", outcome.entries(), MetricUnit.COUNT);
    metrics.addMetric("RowsWritten", outcome.rows(), MetricUnit.COUNT);
  }
}
