package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.Limits;
import dev.batchwright.states.definition.Iteration;
import dev.batchwright.states.definition.Iteration.Transformation;
import dev.batchwright.states.definition.State;
import dev.batchwright.states.query.Scope;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A Map state whose iterations run as child executions: everything is evaluated here, on the
/// strand of the execution; a [MapRun] does the rest.
final class DistributedMapWork implements Visit.Work {

  /// Most redrives of one Map Run. (AWS: "hard limit of 1000 redrives of a given Map Run".)
  private static final int MAX_REDRIVES = 1_000;

  private static final Set<String> BEGIN_ANEW = Set.of(Failure.DATA_LIMIT, Failure.RUNTIME);

  private final Visit visit;
  private final State.Map state;
  private final Iteration.Mode.Distributed mode;
  private boolean started;
  private @Nullable MapRun mapRun;
  private @Nullable MapRun resumed;

  DistributedMapWork(Visit visit, State.Map state, Iteration.Mode.Distributed mode) {
    this.visit = visit;
    this.state = state;
    this.mode = mode;
  }

  /// The next start goes on with the Map Run that this state ended with, unless it succeeded or
  /// failed in a way that makes the service start a new one. (AWS: "A new Map Run is started ...
  /// even if the Map Run failed ... because of the States.DataLimitExceeded error ...
  /// States.Runtime".)
  @Override
  public void resume() {
    resumed =
        visit.frame().execution().mapRuns().reversed().stream()
            .filter(it -> it.stateName().equals(state.name()))
            .filter(it -> it.place().equals(visit.frame().place()))
            .findFirst()
            .filter(it -> it.status() != MapRun.Status.SUCCEEDED)
            .filter(
                it -> it.failure().flatMap(Failure::error).filter(BEGIN_ANEW::contains).isEmpty())
            .orElse(null);
    start();
  }

  @Override
  public void start() {
    Execution execution = visit.frame().execution();
    JsonNode effective = visit.effectiveInput();
    Scope scope = visit.scope().withInput(effective);
    MapRunSettings settings = settings(scope);
    Optional<ChildInputs.Batching> batching = mode.batcher().map(it -> batching(it, scope));
    OptionalLong size = OptionalLong.empty();
    MapRun.Opening opening;
    switch (state.iteration().source()) {
      case Iteration.Source.Items _ -> {
        MapItems items = MapItems.of(visit, state, effective);
        size = OptionalLong.of(items.size());
        opening = () -> inputs(ItemSource.of(items), effective, batching);
      }
      case Iteration.Source.Reader reader -> {
        JsonNode arguments = reader.arguments().evaluate(scope);
        var maxItems = MaxItems.of(reader.maxItems(), scope);
        var readers = new ItemReaders(execution.services().items());
        opening =
            () -> {
              long limit = maxItems.limit();
              ItemSource all = readers.open(reader.format(), arguments);
              return inputs(ItemSource.limited(all, limit), effective, batching);
            };
      }
    }
    if (resumed != null) {
      MapRun run = resumed;
      resumed = null;
      redrive(run, opening);
      return;
    }
    launch(scope, settings, size, opening);
  }

  private void redrive(MapRun run, MapRun.Opening opening) {
    started = true;
    if (run.redriveCount() >= MAX_REDRIVES) {
      visit.fail(
          Failure.of(Failure.RUNTIME, "The Map Run has been redriven " + MAX_REDRIVES + " times"));
      return;
    }
    mapRun = run;
    run.redrive(opening, (result, failure) -> visit.later(() -> ended(run.arn(), result, failure)));
    visit
        .frame()
        .record(
            "MapRunRedriven",
            Events.none().put("mapRunArn", run.arn()).put("redriveCount", run.redriveCount()));
  }

  private void launch(
      Scope scope, MapRunSettings settings, OptionalLong size, MapRun.Opening opening) {
    Execution execution = visit.frame().execution();
    Machine machine = execution.machine();
    String label =
        mode.label().orElseGet(() -> MapRunChildren.id(machine.arn() + "/" + state.name()));
    String id =
        MapRunChildren.id(
            execution.arn()
                + "/"
                + visit.frame().place()
                + "/"
                + state.name()
                + "#"
                + execution.mapRuns().size());
    String arn = execution.services().names().mapRun(machine.name(), label, id);
    ChildResults results = results(scope, arn);
    visit.frame().record("MapStateStarted", Events.none().put("length", size.orElse(0)));
    started = true;
    var children =
        new MapRunChildren(
            execution,
            state.name(),
            visit.frame().place(),
            machine.child(label, mode.childType(), state.iteration().processor()),
            arn);
    MapRun run =
        new MapRun(
            execution,
            state.name(),
            children,
            arn,
            settings,
            new MapRunTally(size, mode.batcher().isPresent()),
            results,
            (result, failure) -> visit.later(() -> ended(arn, result, failure)));
    mapRun = run;
    execution.add(run);
    visit.frame().record("MapRunStarted", Events.none().put("mapRunArn", arn));
    run.start(opening);
  }

  private MapRunSettings settings(Scope scope) {
    long concurrency =
        Numbers.whole(state.iteration().maxConcurrency(), scope, "MaxConcurrency", 0).orElse(0L);
    return new MapRunSettings(
        (int) Math.min(concurrency, Integer.MAX_VALUE),
        Numbers.whole(mode.tolerance().count(), scope, "ToleratedFailureCount", 0),
        Numbers.real(mode.tolerance().percentage(), scope, "ToleratedFailurePercentage", 0, 100));
  }

  private static ChildInputs.Batching batching(Iteration.Batcher batcher, Scope scope) {
    long items =
        Numbers.whole(batcher.maxItems(), scope, "ItemBatcher/MaxItemsPerBatch", 1)
            .orElse((long) Integer.MAX_VALUE);
    long bytes =
        Numbers.whole(batcher.maxInputBytes(), scope, "ItemBatcher/MaxInputBytesPerBatch", 1)
            .orElse((long) Limits.MAX_PAYLOAD_BYTES);
    return new ChildInputs.Batching(
        (int) Math.min(items, Integer.MAX_VALUE),
        (int) Math.min(bytes, Limits.MAX_PAYLOAD_BYTES),
        batcher.batchInput().map(it -> it.evaluate(scope)));
  }

  private ChildInputs inputs(
      ItemSource source, JsonNode effective, Optional<ChildInputs.Batching> batching) {
    var itemSelector = state.iteration().itemSelector();
    Function<ItemContext, JsonNode> select =
        itemSelector.isPresent()
            ? item -> itemSelector.get().evaluate(visit.itemScope(effective, item))
            : ItemContext::input;
    return new ChildInputs(source, select, batching);
  }

  private ChildResults results(Scope scope, String mapRunArn) {
    Optional<JsonNode> place =
        mode.writer().flatMap(Iteration.Writer::arguments).map(it -> it.evaluate(scope));
    if (place.isEmpty()) {
      return new ChildResults.Collected(
          mode.writer().map(Iteration.Writer::transformation).orElse(Transformation.COMPACT));
    }
    Iteration.Writer writer = mode.writer().orElseThrow();
    var target =
        new ResultFiles.Target(
            visit.frame().execution().services().items(),
            place.get().path("Bucket").asText(),
            place.get().path("Prefix").asText(""),
            writer.jsonLines(),
            ResultFiles.MAX_FILE_BYTES);
    return new ChildResults.Written(new ResultFiles(target, mapRunArn), writer.transformation());
  }

  private void ended(String arn, Optional<JsonNode> result, Optional<Failure> failure) {
    if (mapRun == null || !mapRun.arn().equals(arn)) {
      return;
    }
    mapRun = null;
    if (failure.isPresent()) {
      visit.frame().record("MapRunFailed", failure.get().details());
      visit.fail(failure.get());
      return;
    }
    visit.frame().record("MapRunSucceeded", Events.none());
    if (result.isEmpty()) {
      visit.fail(Failure.tooLarge(state.name()));
      return;
    }
    visit.frame().recordAside("MapStateSucceeded", Events.none());
    visit.succeed(result.get());
  }

  @Override
  public void recordFailed() {
    if (started) {
      visit.frame().record("MapStateFailed", Events.none());
    }
  }

  /// A Map Run that another branch's failure stops says so before its state does.
  @Override
  public Optional<String> ownAbortEvent() {
    return Optional.ofNullable(mapRun).map(_ -> "MapRunAborted");
  }

  @Override
  public void cancel() {
    if (mapRun != null) {
      mapRun.cancel();
      mapRun = null;
    }
  }
}
