package dev.batchwright.batch.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.storage.MemoryStorage;
import dev.batchwright.batch.storage.Storage;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class DependenciesTest {

  private static final S3Location WORK = new S3Location("data", "pipelines/r/r/");

  private final MemoryStorage storage = MemoryStorage.withBuckets(2, "data");
  private final Map<String, JsonNode> answered = new HashMap<>();
  private final Dependencies dependencies =
      new Dependencies(storage, (token, output) -> answered.putIfAbsent(token, Json.tree(output)));

  private static AwaitRequest waits(String job, String... after) {
    return new AwaitRequest(WORK, job, List.of(after), "token-" + job);
  }

  private static SettleRequest ended(String job, String status) {
    String json =
        """
        {"job": "%s", "status": "%s", "run": "r-%s", "rowsWritten": 7}
        """
            .formatted(job, status, job);
    return new SettleRequest(WORK, Json.tree(json.getBytes(StandardCharsets.UTF_8)));
  }

  @Test
  void aJobIsReadyWhenTheLastOfItsDependenciesIsPublished() {
    assertThat(dependencies.await(waits("c", "a", "b")).jobs()).isEmpty();
    assertThat(dependencies.settle(ended("a", "published")).jobs()).isEmpty();
    assertThat(answered).isEmpty();
    assertThat(dependencies.settle(ended("b", "published")).jobs()).containsExactly("c");
    assertThat(answered.get("token-c")).hasToString("{\"ready\":true,\"because\":[]}");
  }

  @Test
  void aJobThatNeedNotWaitIsTold() {
    dependencies.settle(ended("a", "published"));
    assertThat(dependencies.await(waits("b", "a")).jobs()).containsExactly("b");
    assertThat(answered.get("token-b").path("ready").asBoolean()).isTrue();
  }

  @Test
  void aJobThatCanNeverRunIsToldByTheFirstFailure() {
    dependencies.await(waits("c", "a", "b"));
    dependencies.await(waits("d", "c"));
    assertThat(dependencies.settle(ended("b", "failed")).jobs()).containsExactly("c");
    assertThat(answered.get("token-c")).hasToString("{\"ready\":false,\"because\":[\"b\"]}");
    assertThat(dependencies.settle(ended("c", "skipped")).jobs()).containsExactly("d");
    assertThat(answered.get("token-d").path("because").get(0).asText()).isEqualTo("c");
  }

  @Test
  void whoWaitsForSomethingElseIsLeftAlone() {
    dependencies.await(waits("c", "b"));
    assertThat(dependencies.settle(ended("a", "failed")).jobs()).isEmpty();
    assertThat(answered).isEmpty();
  }

  @Test
  void whatTheRunSaidIsKeptWithTheOutcome() {
    dependencies.settle(ended("a", "published"));
    byte[] kept = storage.get(WORK.plus("outcomes/a.json")).orElseThrow();
    assertThat(Json.tree(kept).path("rowsWritten").asInt()).isEqualTo(7);
  }

  /// One job waits for one that ends; each may be cut off before any of its requests, and is then
  /// done again. In every order of their requests the one that waits is told.
  @Test
  void noInterleavingLeavesAJobWaiting() {
    int orders = 0;
    for (int waiterCut = -1; waiterCut < 3; waiterCut++) {
      for (int settlerCut = -1; settlerCut < 4; settlerCut++) {
        int first = waiterCut;
        int second = settlerCut;
        orders +=
            Interleavings.all(run -> {
              Stage stage = new Stage(run);
              run.actor(() -> stage.dependencies.await(waits("c", "a")), first);
              run.actor(() -> stage.dependencies.settle(ended("a", "published")), second);
              return () -> stage.toldOnly(true);
            });
      }
    }
    assertThat(orders).isGreaterThan(400);
  }

  /// The same with two that end, one of them failing or not, in random orders.
  @Test
  void noneOfManyInterleavingsOfThreeLeavesAJobWaiting() {
    for (int seed = 0; seed < 3_000; seed++) {
      Random random = new Random(seed);
      boolean fails = random.nextBoolean();
      Interleavings.random(
          random,
          run -> {
            Stage stage = new Stage(run);
            run.actor(() -> stage.dependencies.await(waits("c", "a", "b")), random.nextInt(8) - 4);
            run.actor(
                () -> stage.dependencies.settle(ended("a", "published")), random.nextInt(12) - 6);
            run.actor(
                () -> stage.dependencies.settle(ended("b", fails ? "failed" : "published")),
                random.nextInt(12) - 6);
            return () -> stage.toldOnly(!fails);
          });
    }
  }

  /// What one run of actors shares.
  private static final class Stage {
    final List<Verdict> told = new ArrayList<>();
    final Dependencies dependencies;

    Stage(Interleavings run) {
      Storage store = run.stepwise(MemoryStorage.withBuckets(10, "data"));
      dependencies =
          new Dependencies(
              store, (_, output) -> told.add(Json.read(output, Verdict.class, "the verdict")));
    }

    void toldOnly(boolean ready) {
      assertThat(told).isNotEmpty().allSatisfy(it -> assertThat(it.ready()).isEqualTo(ready));
    }
  }
}
