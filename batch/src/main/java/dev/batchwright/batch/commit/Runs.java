package dev.batchwright.batch.commit;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.RunPlan;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.WorkLayout;
import dev.batchwright.batch.storage.Storage;
import dev.batchwright.batch.transform.Binding;
import dev.batchwright.batch.transform.CompiledFlow;
import dev.batchwright.job.Jobs;
import dev.batchwright.job.Settings;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// The runs that a process has seen lately, so that a worker reads a run's plan and compiles its
/// job once and not for every chunk. A plan never changes once it is written, unless the run was
/// cleaned up and its id freed, which takes a day; no run is kept for that long. Safe for many
/// threads.
public final class Runs {

  /// A process works on one run or a few at a time.
  private static final int KEPT = 8;

  private static final Duration KEPT_FOR = Duration.ofHours(1);

  private record Kept(Run run, Instant until) {}

  private final InstantSource clock;

  private final LinkedHashMap<S3Location, Kept> kept =
      new LinkedHashMap<>(KEPT, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<S3Location, Kept> eldest) {
          return size() > KEPT;
        }
      };

  public Runs(InstantSource clock) {
    this.clock = clock;
  }

  /// The run with this work prefix.
  ///
  /// @throws BadRequestException when there is no plan there
  public Run at(Storage storage, S3Location work) {
    Instant now = clock.instant();
    synchronized (kept) {
      Kept known = kept.get(work);
      if (known != null && now.isBefore(known.until())) {
        return known.run();
      }
    }
    RunPlan plan =
        plan(storage, new WorkLayout(work))
            .orElseThrow(() ->
                new BadRequestException(work + " has no plan.json; Plan chunks has to come first"));
    Binding binding = new Binding(plan.header().key(), plan.header().columns());
    Run run = new Run(plan, compile(plan.request().job(), plan.request().settings()).bind(binding));
    synchronized (kept) {
      kept.put(work, new Kept(run, now.plus(KEPT_FOR)));
    }
    return run;
  }

  /// The plan in a work prefix, if there is one.
  public static Optional<RunPlan> plan(Storage storage, WorkLayout layout) {
    return storage
        .get(layout.plan())
        .map(bytes -> Json.read(bytes, RunPlan.class, layout.plan().uri()));
  }

  /// A job, compiled.
  ///
  /// @throws BadRequestException when there is no such job, or its settings do not fit
  public static CompiledFlow compile(String job, Map<String, String> settings) {
    return CompiledFlow.compile(Jobs.find(job), Settings.of(settings));
  }
}
