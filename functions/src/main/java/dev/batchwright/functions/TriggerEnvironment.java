package dev.batchwright.functions;

import dev.batchwright.batch.commit.StageEnvironment;
import dev.batchwright.batch.pipeline.PipelinePlanner;
import dev.batchwright.batch.trigger.BackfillPlanner;
import dev.batchwright.batch.trigger.Bindings;
import dev.batchwright.batch.trigger.Buckets;
import dev.batchwright.batch.trigger.Placeholders;
import dev.batchwright.batch.trigger.TriggerStage;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/// What the functions that know the settings file make of their environment.
final class TriggerEnvironment {

  private TriggerEnvironment() {}

  static TriggerStage stage(Map<String, String> environment) {
    StageEnvironment stages = FunctionEnvironment.of(environment).stages();
    return new TriggerStage(
        bindings(environment), Buckets.of(environment), stages.storage(), stages.clock());
  }

  static BackfillPlanner backfills(Map<String, String> environment) {
    return new BackfillPlanner(
        bindings(environment),
        Buckets.of(environment),
        FunctionEnvironment.of(environment).stages().storage());
  }

  static PipelinePlanner pipelines(Map<String, String> environment) {
    Bindings bindings = bindings(environment);
    Buckets buckets = Buckets.of(environment);
    return new PipelinePlanner(
        buckets.data(),
        (binding, date, run) ->
            bindings
                .named(binding)
                .request(
                    Placeholders.of(binding, run, date.atStartOfDay(ZoneOffset.UTC), buckets),
                    Optional.empty()));
  }

  /// The team's own settings file is on the class path of its handlers.
  private static Bindings bindings(Map<String, String> environment) {
    ClassLoader own = Thread.currentThread().getContextClassLoader();
    return Bindings.find(
        environment, own == null ? TriggerEnvironment.class.getClassLoader() : own);
  }
}
