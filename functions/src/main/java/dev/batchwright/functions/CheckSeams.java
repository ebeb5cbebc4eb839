package dev.batchwright.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.batchwright.batch.map.SeamCheck;
import dev.batchwright.batch.model.Seams;
import dev.batchwright.batch.model.WorkRef;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/// Task state `Check seams`: finds the chunks that guessed wrongly where their first row starts.
public final class CheckSeams implements RequestStreamHandler {

  private final StageFunction<WorkRef, Seams> function;

  /// On Lambda: settings come from the function's environment variables.
  public CheckSeams() {
    this(System.getenv());
  }

  /// On the embedded target: the function's environment as the template gives it.
  public CheckSeams(Map<String, String> environment) {
    SeamCheck stage = new SeamCheck(FunctionEnvironment.of(environment).stages());
    this.function =
        new StageFunction<>("Check seams", WorkRef.class, stage::check, CheckSeams::measure);
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    function.handle(input, output, context);
  }

  private static void measure(Seams outcome, Metrics metrics) {
    metrics.addMetric("SeamsToRedo", outcome.redo(), MetricUnit.COUNT);
  }
}
