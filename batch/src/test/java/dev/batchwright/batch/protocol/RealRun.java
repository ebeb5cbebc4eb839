package dev.batchwright.batch.protocol;

import dev.batchwright.batch.commit.StageEnvironment;
import dev.batchwright.batch.map.MapStage;
import dev.batchwright.batch.model.BatchException;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.MapItem;
import dev.batchwright.batch.model.MapRequest;
import dev.batchwright.batch.model.PlanRequest;
import dev.batchwright.batch.model.Planned;
import dev.batchwright.batch.model.RunOptions;
import dev.batchwright.batch.model.RunRequest;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.WorkLayout;
import dev.batchwright.batch.model.WorkRef;
import dev.batchwright.batch.plan.PlanLimits;
import dev.batchwright.batch.plan.PlanStage;
import dev.batchwright.batch.protocol.Protocol.Action;
import dev.batchwright.batch.protocol.Protocol.Told;
import dev.batchwright.batch.publish.PublishStage;
import dev.batchwright.batch.run.TestJobs;
import dev.batchwright.batch.storage.MemoryStorage;
import dev.batchwright.batch.storage.ObjectHead;
import dev.batchwright.batch.storage.Storage;
import dev.batchwright.batch.transform.WorkerLimits;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/// The same actors as in [Protocol], but real stages on a store in memory, each held at every
/// effect that the model knows until it is told how that goes.
final class RealRun implements AutoCloseable {

  private static final Instant NOW = Instant.parse("2026-11-24T00:00:00Z");

  private final Protocol protocol;
  private final MemoryStorage store = MemoryStorage.withBuckets(50, "data");
  private final Planned planned;
  private final WorkLayout layout;
  private final List<HeldActor> actors = new ArrayList<>();

  RealRun(Protocol protocol) {
    this.protocol = protocol;
    for (int chunk = 0; chunk < protocol.chunks(); chunk++) {
      byte[] csv = ("id,key,amount,note\n" + chunk + ",k,1,n\n").getBytes(StandardCharsets.UTF_8);
      store.put(new S3Location("data", "in/" + chunk + ".csv"), csv, 0, csv.length);
    }
    RunOptions options =
        new RunOptions(
            OptionalLong.of(27),
            OptionalInt.empty(),
            OptionalDouble.of(100.0 * protocol.tolerated() / protocol.chunks()),
            OptionalInt.empty());
    RunRequest request =
        new RunRequest(
            TestJobs.Keep.class.getName(),
            List.of("s3://data/in/*.csv"),
            "s3://data/out/",
            Map.of(),
            options);
    planned =
        new PlanStage(environment(store, "plan"), PlanLimits.embedded(2))
            .plan(new PlanRequest("run-1", request));
    layout = new WorkLayout(planned.work());
    startActors();
  }

  private void startActors() {
    S3Location at = new S3Location("data", planned.items() + "0.json");
    MapItem[] items = Json.read(store.get(at).orElseThrow(), MapItem[].class, at.uri());
    if (items.length != protocol.chunks()) {
      throw new AssertionError(items.length + " chunks, expected " + protocol.chunks());
    }
    for (int chunk = 0; chunk < protocol.chunks(); chunk++) {
      MapItem item = items[chunk];
      for (int attempt = 1; attempt <= Protocol.ATTEMPTS; attempt++) {
        start(
            chunk + "-" + attempt,
            storage -> new MapStage(storage).map(new MapRequest(planned.work(), item)));
      }
    }
    for (int publisher = 1; publisher <= Protocol.PUBLISHERS; publisher++) {
      start(
          "p-" + publisher,
          storage -> new PublishStage(storage).publish(new WorkRef(planned.work())));
    }
  }

  private void start(String id, java.util.function.Consumer<StageEnvironment> work) {
    HeldActor actor = new HeldActor(store, new Effects(layout));
    actors.add(actor);
    actor.start(() -> {
      try {
        work.accept(environment(actor.storage(), id));
      } catch (BatchException _) {
        // A publisher that refuses; the model says whether it may.
      }
    });
  }

  private static StageEnvironment environment(Storage storage, String attempt) {
    return new StageEnvironment(storage, () -> NOW, () -> attempt, WorkerLimits.DEFAULT, "test");
  }

  void take(Action action) {
    actors.get(action.actor()).go(action.kind());
  }

  /// What an actor does next, as the model names it.
  String standing(int actor) {
    return actors.get(actor).standing();
  }

  /// @return the attempt that committed a chunk, from 1, or 0
  int commit(int chunk) {
    return store
        .get(layout.mapCommit(chunk, OptionalLong.empty()))
        .map(bytes -> number(Json.tree(bytes).path("attempt").asText()))
        .orElse(0);
  }

  boolean isPending(int chunk, int attempt) {
    String owner = chunk + "-" + attempt;
    return store.uploads().keySet().stream()
        .anyMatch(id -> actors.stream().anyMatch(it -> owner.equals(it.owners().get(id))));
  }

  /// @return the attempt whose output is visible, from 1, or 0
  int visible(int chunk) {
    return store.head(output(chunk)).map(RealRun::owner).orElse(0);
  }

  private static int owner(ObjectHead head) {
    return number(head.metadata().get(Storage.OWNER));
  }

  private static S3Location output(int chunk) {
    return new S3Location("data", "out/part-" + WorkLayout.six(chunk) + ".csv");
  }

  /// @return the chunks whose outputs the manifest names, a bit each, or empty without one
  Optional<Integer> manifest() {
    return store
        .get(new S3Location("data", "out/manifest.json"))
        .map(bytes -> {
          int answer = 0;
          for (var each : Json.tree(bytes).path("outputs")) {
            String uri = each.path("uri").asText();
            answer |= 1 << Integer.parseInt(uri.replaceAll(".*part-0*(\\d+)\\.csv", "$1"));
          }
          return answer;
        });
  }

  Told told() {
    if (store.head(layout.summary()).isPresent()) {
      return Told.PUBLISHED;
    }
    return store.head(layout.failedSummary()).isPresent() ? Told.FAILED : Told.NOTHING;
  }

  boolean isPublished() {
    return store.head(new S3Location("data", "out/_SUCCESS")).isPresent();
  }

  private static int number(String attempt) {
    return Integer.parseInt(attempt.substring(attempt.indexOf('-') + 1));
  }

  @Override
  public void close() {
    actors.forEach(HeldActor::cutOff);
  }
}
