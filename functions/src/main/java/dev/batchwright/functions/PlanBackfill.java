package dev.batchwright.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.batchwright.batch.trigger.BackfillPlanner;
import dev.batchwright.batch.trigger.PlanBackfillRequest;
import dev.batchwright.batch.trigger.PlannedBackfill;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/// Task state `Plan backfill`: lists the dates that are not published yet.
public final class PlanBackfill implements RequestStreamHandler {

  private final StageFunction<PlanBackfillRequest, PlannedBackfill> function;

  /// On Lambda: settings come from the function's environment variables.
  public PlanBackfill() {
    this(System.getenv());
  }

  /// On the embedded target: the function's environment as the template gives it.
  public PlanBackfill(Map<String, String> environment) {
    BackfillPlanner planner = TriggerEnvironment.backfills(environment);
    this.function =
        new StageFunction<>(
            "Plan backfill", PlanBackfillRequest.class, planner::plan, PlanBackfill::measure);
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    function.handle(input, output, context);
  }

  private static void measure(PlannedBackfill outcome, Metrics metrics) {
    metrics.addMetric("Dates", outcome.dates(), MetricUnit.COUNT);
    metrics.addMetric("DatesSkipped", outcome.skipped().size(), MetricUnit.COUNT);
  }
}
