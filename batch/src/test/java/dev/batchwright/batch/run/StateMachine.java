package dev.batchwright.batch.run;

import dev.batchwright.batch.commit.StageEnvironment;
import dev.batchwright.batch.map.MapStage;
import dev.batchwright.batch.map.SeamCheck;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.MapItem;
import dev.batchwright.batch.model.MapRequest;
import dev.batchwright.batch.model.Partitions;
import dev.batchwright.batch.model.PlanRequest;
import dev.batchwright.batch.model.Planned;
import dev.batchwright.batch.model.Published;
import dev.batchwright.batch.model.ReduceItem;
import dev.batchwright.batch.model.ReduceRequest;
import dev.batchwright.batch.model.RunRequest;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.Seams;
import dev.batchwright.batch.model.TransientException;
import dev.batchwright.batch.model.WorkRef;
import dev.batchwright.batch.plan.PlanLimits;
import dev.batchwright.batch.plan.PlanStage;
import dev.batchwright.batch.publish.PublishStage;
import dev.batchwright.batch.reduce.PartitionPlan;
import dev.batchwright.batch.reduce.ReduceStage;
import dev.batchwright.batch.storage.Storage;
import dev.batchwright.batch.transform.WorkerLimits;
import java.time.Instant;
import java.util.Arrays;
import java.util.function.Consumer;

/// The state machine's order of things, one item after the other. New stages each time, so that
/// nothing is carried from call to call but what is in the store.
final class StateMachine {

  private final StageEnvironment environment;
  private int lastAttempt;

  StateMachine(Storage storage, String name) {
    this.environment =
        new StageEnvironment(
            storage,
            () -> Instant.parse("2026-11-24T00:00:00Z"),
            () -> name + "-" + ++lastAttempt,
            WorkerLimits.DEFAULT,
            "test");
  }

  Published run(String run, RunRequest request) {
    Planned planned = plan(run, request);
    WorkRef work = new WorkRef(planned.work());
    if (!planned.published()) {
      map(planned.work(), planned.items(), planned.waves());
      settleSeams(work);
      if (planned.reduce()) {
        reduce(work);
      }
    }
    return publish(work);
  }

  StageEnvironment environment() {
    return environment;
  }

  Published publish(WorkRef work) {
    return new PublishStage(environment).publish(work);
  }

  Planned plan(String run, RunRequest request) {
    PlanLimits limits = PlanLimits.embedded(2);
    return new PlanStage(environment, limits).plan(new PlanRequest(run, request));
  }

  void map(S3Location work, String items, int waves) {
    MapStage stage = new MapStage(environment);
    each(work, items, waves, MapItem[].class, item -> stage.map(new MapRequest(work, item)));
  }

  void settleSeams(WorkRef work) {
    for (Seams seams = seams(work); seams.redo() > 0; seams = seams(work)) {
      map(work.work(), seams.items(), seams.waves());
    }
  }

  private Seams seams(WorkRef work) {
    return new SeamCheck(environment).check(work);
  }

  void reduce(WorkRef work) {
    Partitions partitions = new PartitionPlan(environment).plan(work);
    ReduceStage stage = new ReduceStage(environment);
    each(
        work.work(),
        partitions.items(),
        partitions.waves(),
        ReduceItem[].class,
        item -> stage.reduce(new ReduceRequest(work.work(), item)));
  }

  private <T> void each(
      S3Location work, String items, int waves, Class<T[]> type, Consumer<T> task) {
    for (int wave = 0; wave < waves; wave++) {
      S3Location at = new S3Location(work.bucket(), items + wave + ".json");
      byte[] json =
          environment
              .storage()
              .get(at)
              .orElseThrow(() -> new TransientException(at + ": its reader finds no items"));
      Arrays.asList(Json.read(json, type, at.uri())).forEach(task);
    }
  }
}
