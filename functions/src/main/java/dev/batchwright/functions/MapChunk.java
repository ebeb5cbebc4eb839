package dev.batchwright.functions;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.batchwright.batch.map.MapStage;
import dev.batchwright.batch.model.MapOutcome;
import dev.batchwright.batch.model.MapRequest;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Map;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/// Task state `Map chunk`: streams one chunk, transforms its rows, commits once.
public final class MapChunk implements RequestStreamHandler {

  private final StageFunction<MapRequest, MapOutcome> function;

  /// On Lambda: settings come from the function's environment variables.
  public MapChunk() {
    this(System.getenv());
  }

  /// On the embedded target: the function's environment as the template gives it.
  public MapChunk(Map<String, String> environment) {
    MapStage stage = new MapStage(FunctionEnvironment.of(environment).stages());
    this.function =
        new StageFunction<>("Map chunk", MapRequest.class, stage::map, MapChunk::measure);
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context context)
      throws IOException {
    function.handle(input, output, context);
  }

  private static void measure(MapOutcome outcome, Metrics metrics) {
    metrics.addMetric("ChunkBytes", outcome.bytes(), MetricUnit.BYTES);
    metrics.addMetric("RowsRead", outcome.rows(), MetricUnit.COUNT);
    metrics.addMetric("RowsQuarantined", outcome.quarantined(), MetricUnit.COUNT);
  }
}
