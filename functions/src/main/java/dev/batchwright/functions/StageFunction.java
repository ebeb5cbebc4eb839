package dev.batchwright.functions;

import com.amazonaws.services.lambda.runtime.Context;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.storage.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.crac.Core;
import org.crac.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import software.amazon.lambda.powertools.logging.PowertoolsLogging;
import software.amazon.lambda.powertools.metrics.Metrics;
import software.amazon.lambda.powertools.metrics.MetricsBuilder;
import software.amazon.lambda.powertools.metrics.model.DimensionSet;
import software.amazon.lambda.powertools.metrics.model.MetricUnit;

/// What every handler does around its stage: decode, one call, encode; one structured log line and
/// one set of metrics (EMF) a call. Safe for many threads, as Lambda Managed Instances ask.
///
/// A stage knows the call's deadline and ends before it; see [Deadline].
///
/// An exception leaves the handler as it is: its class is the error's name in the state machine.
///
/// Where SnapStart takes a snapshot, what a first call loads and makes is loaded and made before
/// it: how the input is read, the log line, the metrics. The S3 client is there, since handlers
/// make it. Nothing is called: a snapshot holds no connections.
///
/// @param <I> what the state hands over
/// @param <O> what the state gets back
final class StageFunction<I, O> implements Resource {

  /// The CloudWatch namespace of all metrics.
  static final String NAMESPACE = "Batchwright";

  private static final byte[] NO_REQUEST = {'{', '}'};

  private final String state;
  private final Class<I> inputType;
  private final Function<I, O> stage;
  private final BiConsumer<O, Metrics> measure;
  private final Logger log;

  StageFunction(
      String state, Class<I> inputType, Function<I, O> stage, BiConsumer<O, Metrics> measure) {
    this.state = state;
    this.inputType = inputType;
    this.stage = stage;
    this.measure = measure;
    this.log = LoggerFactory.getLogger(state);
    // Held there weakly: the handler keeps it.
    Core.getGlobalContext().register(this);
  }

  @Override
  public void beforeCheckpoint(org.crac.Context<? extends Resource> context) {
    try {
      Json.read(NO_REQUEST, inputType, "the input of state '" + state + "'");
    } catch (RuntimeException e) {
      log.debug("{} refuses an empty request", state, e);
    }
    Telemetry.metrics();
    log.info("{} is ready for its snapshot", state);
  }

  @Override
  public void afterRestore(org.crac.Context<? extends Resource> context) {}

  void handle(InputStream input, OutputStream output, Context context) throws IOException {
    byte[] request = input.readAllBytes();
    Deadline deadline = Deadline.of(state, context::getRemainingTimeInMillis);
    byte[] answer =
        PowertoolsLogging.withLogging(context, () -> deadline.call(() -> call(request)));
    output.write(answer);
  }

  private byte[] call(byte[] request) {
    MDC.put("state", state);
    long startedNanos = System.nanoTime();
    try {
      I decoded = Json.read(request, inputType, "the input of state '" + state + "'");
      MDC.put("work", WorkOf.request(decoded));
      O outcome = stage.apply(decoded);
      double millis = (System.nanoTime() - startedNanos) / 1e6;
      log.info("{} took {} ms: {}", state, Math.round(millis), outcome);
      count(outcome, millis);
      return Json.write(outcome);
    } catch (RuntimeException e) {
      log.error("{} failed: {}", state, e.getMessage(), e);
      throw e;
    }
  }

  /// Metrics are said on the way out; that they cannot be said must not undo work that is
  /// committed.
  private void count(O outcome, double millis) {
    try {
      Telemetry.metrics().flushMetrics(metrics -> record(metrics, outcome, millis));
    } catch (RuntimeException e) {
      log.warn("{} is done, but its metrics could not be written", state, e);
    }
  }

  private void record(Metrics metrics, O outcome, double millis) {
    // One set of two dimensions: a state's metrics in one stack. A value may hold no spaces.
    metrics.setDefaultDimensions(
        DimensionSet.of("Service", Telemetry.SERVICE, "State", state.replace(' ', '-')));
    metrics.addMetric("Duration", millis, MetricUnit.MILLISECONDS);
    measure.accept(outcome, metrics);
  }

  /// The metrics of this process, made on first use: that is not part of a cold start.
  private static final class Telemetry {

    /// The stack's name where the template sets it.
    static final String SERVICE =
        System.getenv().getOrDefault("POWERTOOLS_SERVICE_NAME", "batchwright");

    private static final Metrics METRICS = create();

    static Metrics metrics() {
      return METRICS;
    }

    private static Metrics create() {
      EmfEnvironment.useStandardOutput();
      return MetricsBuilder.builder().withNamespace(NAMESPACE).build();
    }
  }
}
