package dev.batchwright.batch.plan;

import dev.batchwright.batch.commit.Attempt;
import dev.batchwright.batch.commit.Claim;
import dev.batchwright.batch.commit.CommitKeys;
import dev.batchwright.batch.commit.ItemWaves;
import dev.batchwright.batch.commit.Lines;
import dev.batchwright.batch.commit.MapLedger;
import dev.batchwright.batch.commit.Runs;
import dev.batchwright.batch.commit.StageEnvironment;
import dev.batchwright.batch.formats.ReadLimits;
import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.Chunk;
import dev.batchwright.batch.model.InputHeader;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.MapItem;
import dev.batchwright.batch.model.PlanRequest;
import dev.batchwright.batch.model.Planned;
import dev.batchwright.batch.model.RunPlan;
import dev.batchwright.batch.model.RunRequest;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.SideTable;
import dev.batchwright.batch.model.TransientException;
import dev.batchwright.batch.model.WorkLayout;
import dev.batchwright.batch.replay.ReplayInput;
import dev.batchwright.batch.storage.PinnedObject;
import dev.batchwright.batch.storage.Storage;
import dev.batchwright.batch.table.Current;
import dev.batchwright.batch.table.Table;
import dev.batchwright.batch.transform.Binding;
import dev.batchwright.batch.transform.CompiledFlow;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/// Stage `Plan chunks`: finds and pins the input, cuts it into chunks, lists the items.
///
/// Whatever can be refused is refused before anything is written. `plan.json` is written last and
/// conditionally: the first planner of a run has planned it, and a later one, or the same run id
/// started again, goes by that plan and lists the chunks that have no commit yet.
///
/// Memory does not grow with the number of objects or chunks. Safe for many threads.
public final class PlanStage {

  private final StageEnvironment environment;
  private final PlanLimits limits;

  public PlanStage(StageEnvironment environment, PlanLimits limits) {
    this.environment = environment;
    this.limits = limits;
  }

  /// Plans a run, or takes up one that is planned.
  ///
  /// @throws BadRequestException when the run as asked for cannot be done; nothing was written
  public Planned plan(PlanRequest request) {
    WorkLayout layout = WorkLayout.of(request.request().outputPrefix(), request.run());
    try (Attempt attempt = new Attempt(environment)) {
      Claim.refuseCleaned(attempt.storage(), layout);
      Optional<RunPlan> known = Runs.plan(attempt.storage(), layout);
      RunPlan plan = known.isPresent() ? known.get() : planNow(attempt, layout, request);
      Optional<String> difference = request.request().differsFrom(plan.request());
      if (difference.isPresent()) {
        throw new BadRequestException(
            "run "
                + request.run()
                + " is planned already, and differently: "
                + difference.get()
                + ". Choose another run id, or ask for the same to resume it");
      }
      return list(attempt, plan, request.request());
    }
  }

  private RunPlan planNow(Attempt attempt, WorkLayout layout, PlanRequest asked) {
    RunRequest request = asked.request();
    Storage storage = attempt.storage();
    CompiledFlow flow = Runs.compile(request.job(), request.settings());
    List<InputPattern> patterns = request.inputs().stream().map(InputPattern::parse).toList();
    InputSurvey survey = InputSurvey.of(inputs(storage, asked, flow, patterns));
    long chunkBytes = ChunkSize.choose(survey.bytes(), request.options(), limits);
    OutputCheck.empty(storage, request.outputPrefix());
    List<SideTable> sideTables = SideTables.pin(storage, flow.sideTableUris());
    Binding binding =
        check(flow, storage, survey, environment.limits().reading().with(request.options()));
    String suffix = flow.bind(binding).outputSuffix();
    OutputCheck.apart(patterns, request.outputPrefix(), suffix);

    PlanWriter.Written written =
        PlanWriter.write(attempt, layout, survey, chunkBytes, flow::splittable);
    RunPlan mine =
        new RunPlan(
            asked.run(),
            request,
            written.totals(),
            written.list(),
            new InputHeader(binding.key(), binding.columns()),
            sideTables,
            flow.hasReduce(),
            flow.needsSeamCheck(),
            suffix,
            request.options().maxConcurrency().orElse(limits.maxConcurrency()),
            environment.clock().instant(),
            sawGeneration(storage, request));
    if (storage.putIfAbsent(layout.plan(), Json.write(mine))) {
      return mine;
    }
    return Runs.plan(storage, layout)
        .orElseThrow(
            () -> new TransientException(layout.plan() + " was there and is gone; plan again"));
  }

  /// What readers of the table see before this run; in no plan of a run that is of no table.
  private OptionalLong sawGeneration(Storage storage, RunRequest request) {
    return request.table().isEmpty()
        ? OptionalLong.empty()
        : OptionalLong.of(
            new Table(storage, S3Location.parse(request.table().get()), environment.clock())
                .current()
                .map(Current::generation)
                .orElse(0L));
  }

  private static Inputs inputs(
      Storage storage, PlanRequest asked, CompiledFlow flow, List<InputPattern> patterns) {
    RunRequest request = asked.request();
    Optional<String> list =
        request
            .replayOf()
            .map(work -> {
              WorkLayout replayed = new WorkLayout(S3Location.parse(work));
              OutputCheck.empty(storage, request.outputPrefix());
              return ReplayInput.make(storage, flow.input(), replayed, asked.run()).uri();
            })
            .or(request::inputList);
    return list.isPresent()
        ? PinnedInputs.of(storage, list.get(), request.outputPrefix())
        : new ListedInputs(storage, patterns);
  }

  private static Binding check(
      CompiledFlow flow, Storage storage, InputSurvey survey, ReadLimits reading) {
    try {
      return flow.check(new PinnedObject(storage, survey.first()), reading);
    } catch (IOException e) {
      throw new TransientException(survey.first().place() + ": " + e.getMessage(), e);
    }
  }

  private Planned list(Attempt attempt, RunPlan plan, RunRequest request) {
    Storage storage = attempt.storage();
    WorkLayout layout = plan.layout();
    S3Location prefix = layout.items("map", attempt.id());
    boolean published = isPublished(storage, plan);
    ItemWaves waves = new ItemWaves(storage, prefix, attempt.id());
    if (!published) {
      CommitKeys commits = new CommitKeys(storage, layout.mapCommits());
      try (Lines lines = MapLedger.chunks(storage, plan)) {
        while (lines.next()) {
          int chunk = lines.as(Chunk.class).number();
          if (commits.of(chunk).isEmpty()) {
            waves.add(new MapItem(chunk, lines.startByte(), lines.endByte(), OptionalLong.empty()));
          }
        }
      } catch (RuntimeException e) {
        waves.abort();
        throw e;
      }
    }
    return new Planned(
        plan.run(),
        layout.work(),
        plan.totals().chunks(),
        waves.items(),
        plan.totals().objects(),
        plan.totals().bytes(),
        prefix.key(),
        waves.finish(),
        plan.reduce(),
        published,
        request.options().maxConcurrency().orElse(plan.maxConcurrency()),
        ofListed(
            request.options().toleratedFailurePercentage().orElse(0),
            plan.totals().chunks(),
            waves.items()));
  }

  /// The share of the items of a wave that stands for a share of all chunks: where a run goes on
  /// and few are left, all of those may be the ones that are tolerated. Exact where there is one
  /// wave; of several each is given what all may have, and publish holds the sum against the
  /// ledger.
  private static double ofListed(double percentOfChunks, int chunks, int items) {
    int ofWave = Math.min(items, ItemWaves.WAVE_ITEMS);
    return ofWave == 0 ? percentOfChunks : Math.min(100, percentOfChunks * chunks / ofWave);
  }

  /// A run is published when `_SUCCESS` is there and the manifest beside it is the run's own.
  private static boolean isPublished(Storage storage, RunPlan plan) {
    S3Location output = plan.request().outputPrefix();
    return storage.head(output.plus("_SUCCESS")).isPresent()
        && storage
            .get(plan.layout().summary())
            .map(Json::tree)
            .filter(summary -> summary.path("published").asBoolean())
            .filter(summary -> Objects.equals(plan.run(), summary.path("run").asText()))
            .isPresent();
  }
}
