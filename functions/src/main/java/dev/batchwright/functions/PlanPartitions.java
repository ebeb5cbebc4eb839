package dev.batchwright.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.batchwright.batch.model.Partitions;
import dev.batchwright.batch.model.WorkRef;
import dev.batchwright.batch.reduce.PartitionPlan;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/// Task state `Plan partitions`: chooses the partitions from what the mappers wrote.
public final class PlanPartitions implements RequestStreamHandler {

  private final StageFunction<WorkRef, Partitions> function;

  /// On Lambda: settings come from the function's environment variables.
  public PlanPartitions() {
    this(System.getenv());
  }

  /// On the embedded target: the function's environment as the template gives it.
  public PlanPartitions(Map<String, String> environment) {
    PartitionPlan stage = new PartitionPlan(FunctionEnvironment.of(environment).stages());
    this.function =
        new StageFunction<>("Plan partitions", WorkRef.class, stage::plan, PlanPartitions::measure);
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    function.handle(input, output, context);
  }

  private static void measure(Partitions outcome, Metrics metrics) {
    metrics.addMetric("Partitions", outcome.partitions(), MetricUnit.COUNT);
  }
}
