package dev.batchwright.batch.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchwright.batch.commit.Runs;
import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.Published;
import dev.batchwright.batch.model.RunPlan;
import dev.batchwright.batch.model.RunRequest;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.TransientException;
import dev.batchwright.batch.model.WorkLayout;
import dev.batchwright.batch.model.WorkRef;
import dev.batchwright.batch.storage.Storage;
import dev.batchwright.batch.table.Current;
import dev.batchwright.batch.table.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The pointer of a table: moved forward by runs that publish, back by an operator, and by nobody
/// behind another's back.
final class TableTest {

  private static final S3Location TABLE = S3Location.parse("s3://data/table/");

  private final Scenario scenario = new Scenario(8, 1, 5);
  private final Storage storage = scenario.storage;
  private int millis;

  private static RunRequest request(String run) {
    return new RunRequest(
            TestJobs.Keep.class.getName(),
            List.of("s3://data/in/0.csv"),
            TABLE.plus(run + "/").uri(),
            Map.of(),
            Scenario.options(1 << 20, 1))
        .inTable(Optional.of(TABLE.uri()));
  }

  private Published publish(String run) {
    return new StateMachine(storage, run).run(run, request(run));
  }

  private Table table(Storage of) {
    return new Table(of, TABLE, () -> Instant.ofEpochMilli(++millis));
  }

  private Table table() {
    return table(storage);
  }

  private String current() {
    return table().current().orElseThrow().run();
  }

  /// A plan of a run that is published already, as far as a table looks at it.
  private RunPlan published(String run, long saw, Instant plannedAt) {
    storage.put(TABLE.plus(run + "/_SUCCESS"), new byte[0], 0, 0);
    storage.put(TABLE.plus(run + "/manifest.json"), new byte[0], 0, 0);
    RunPlan any = plan();
    return new RunPlan(
        run,
        request(run),
        any.totals(),
        any.chunkList(),
        any.header(),
        any.sideTables(),
        any.reduce(),
        any.seams(),
        any.outputSuffix(),
        any.maxConcurrency(),
        plannedAt,
        java.util.OptionalLong.of(saw));
  }

  private RunPlan plan() {
    WorkLayout layout = WorkLayout.of(TABLE.plus("any/"), "any");
    new StateMachine(storage, "any").plan("any", request("any"));
    return Runs.plan(storage, layout).orElseThrow();
  }

  @Test
  void eachRunThatPublishesBecomesCurrent() {
    assertThat(table().current()).isEmpty();
    publish("r1");
    assertThat(current()).isEqualTo("r1");
    publish("r2");
    Current now = table().current().orElseThrow();
    assertThat(now.run()).isEqualTo("r2");
    assertThat(now.output()).isEqualTo("s3://data/table/r2/");
    assertThat(now.manifest()).isEqualTo("s3://data/table/r2/manifest.json");
    assertThat(storage.head(S3Location.parse(now.manifest()))).isPresent();
    assertThat(now.generation()).isEqualTo(2);
    assertThat(now.earlier()).extracting(Current.Entry::run).containsExactly("r1");
    publish("r1");
    assertThat(current()).as("published again, nothing moves").isEqualTo("r2");
  }

  @Test
  void aRunThatWasPlannedEarlierAndPublishesLaterDoesNotMoveItBack() {
    StateMachine late = new StateMachine(storage, "late");
    WorkRef work = new WorkRef(late.plan("late", request("late")).work());
    publish("r1");
    publish("r2");
    late.run("late", request("late"));
    assertThat(storage.head(TABLE.plus("late/_SUCCESS"))).as("it is published").isPresent();
    assertThat(current()).isEqualTo("r2");
    assertThat(work.work().key()).contains("late");
  }

  @Test
  void aRollbackGoesToTheRunBeforeAndHoldsThere() {
    publish("r1");
    publish("r2");
    StateMachine underWay = new StateMachine(storage, "w");
    underWay.plan("underway", request("underway"));

    Current back = table().rollBack(Optional.empty());
    assertThat(back.run()).isEqualTo("r1");
    assertThat(back.movedBy()).isEqualTo(Current.MovedBy.ROLLBACK);
    publish("r2");
    assertThat(current()).as("the run that was rolled back does not come again").isEqualTo("r1");
    underWay.run("underway", request("underway"));
    assertThat(current()).as("planned before the rollback").isEqualTo("r1");
    publish("r3");
    assertThat(current()).as("planned after the rollback").isEqualTo("r3");
    assertThat(table().rollBack(Optional.empty()).run()).isEqualTo("r1");
  }

  @Test
  void aRollbackGoesToAnyPublishedRun() {
    publish("r1");
    publish("r2");
    publish("r3");
    assertThat(table().rollBack(Optional.of("r1")).earlier()).isEmpty();
    assertThat(table().rollBack(Optional.of("r3")).run()).as("and forward again").isEqualTo("r3");
    assertThat(table().rollBack(Optional.of("r3")).generation()).as("nothing to do").isEqualTo(5);
    assertThat(table().rollBack(Optional.empty()).run()).isEqualTo("r1");
  }

  @Test
  void whatCannotBeRolledBackToIsRefused() {
    assertThatThrownBy(() -> table().rollBack(Optional.empty()))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("no run has published into this table");
    publish("r1");
    assertThatThrownBy(() -> table().rollBack(Optional.empty()))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("r1 is the first");
    new StateMachine(storage, "p").plan("r2", request("r2"));
    assertThatThrownBy(() -> table().rollBack(Optional.of("r2")))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContainingAll("r2 is not published", "table/r2/");
    assertThat(current()).isEqualTo("r1");
  }

  @Test
  void anOutputThatIsNoRunOfTheTableIsRefused() {
    for (String output : List.of("s3://data/table/", "s3://data/else/r1/")) {
      assertThatThrownBy(() ->
              new RunRequest("j", List.of("s3://b/k"), output, Map.of(), request("r").options())
                  .inTable(Optional.of("s3://data/table")))
          .isInstanceOf(BadRequestException.class)
          .hasMessageContaining("not below table s3://data/table/");
    }
  }

  @Test
  void twoWhoMoveItAtOnceAreOneAfterTheOther() {
    RunPlan first = published("a", 0, Instant.ofEpochSecond(1));
    RunPlan second = published("b", 0, Instant.ofEpochSecond(2));
    for (List<RunPlan> order : List.of(List.of(first, second), List.of(second, first))) {
      storage.delete(TABLE.plus(Table.POINTER));
      Storage interrupted = new HookedStorage(storage, () -> table().advance(order.get(1)));
      Current now = table(interrupted).advance(order.get(0));
      assertThat(now.run()).isEqualTo("b");
      assertThat(current()).isEqualTo("b");
    }
  }

  @Test
  void aRollbackThatMeetsAPublisherSaysSo() {
    publish("r1");
    publish("r2");
    Storage interrupted = new HookedStorage(storage, () -> publish("r3"));
    assertThatThrownBy(() -> table(interrupted).rollBack(Optional.empty()))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("moved to run r3 meanwhile");
    assertThat(current()).isEqualTo("r3");
  }

  /// Any order of planning and publishing, among threads: the one that is after all others wins.
  @Test
  void whateverTheOrderTheLastPlannedOfThosePublishedIsCurrent() {
    for (int seed = 0; seed < 200; seed++) {
      SplittableRandom random = new SplittableRandom(seed);
      storage.delete(TABLE.plus(Table.POINTER));
      List<RunPlan> plans = new ArrayList<>();
      RunPlan any = published("x", 0, Instant.EPOCH);
      for (int i = 0; i < 6; i++) {
        plans.add(
            new RunPlan(
                "r" + i,
                request("r" + i),
                any.totals(),
                any.chunkList(),
                any.header(),
                any.sideTables(),
                any.reduce(),
                any.seams(),
                any.outputSuffix(),
                any.maxConcurrency(),
                Instant.ofEpochSecond(random.nextInt(4)),
                java.util.OptionalLong.of(0)));
      }
      RunPlan last =
          plans.stream()
              .max(java.util.Comparator.comparing(RunPlan::plannedAt).thenComparing(RunPlan::run))
              .orElseThrow();
      IntStream.range(0, 12).parallel().forEach(i -> table().advance(plans.get(i % 6)));
      assertThat(current()).as("seed %d", seed).isEqualTo(last.run());
      assertThat(table().current().orElseThrow().earlier())
          .as("moved forward only")
          .allMatch(it -> !it.run().equals(last.run()));
    }
  }

  @ParameterizedTest
  @EnumSource
  void aPublisherThatDiesAnywhereIsFollowedByOneThatMovesIt(FaultyStorage.Fault fault) {
    publish("r1");
    boolean failed = true;
    for (int call = 0; failed; call++) {
      String run = "r2-" + fault + "-" + call;
      FaultyStorage faulty = new FaultyStorage(storage, fault, call);
      try {
        new StateMachine(faulty, "f" + call).run(run, request(run));
      } catch (TransientException e) {
        assertThat(faulty.hasFailed()).isTrue();
      }
      String seen = current();
      assertThat(storage.head(TABLE.plus(seen + "/_SUCCESS"))).as("readers see").isPresent();
      publish(run);
      assertThat(current()).isEqualTo(run);
      failed = faulty.hasFailed();
    }
  }
}
