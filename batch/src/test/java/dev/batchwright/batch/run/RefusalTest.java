package dev.batchwright.batch.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchwright.batch.commit.FailureNote;
import dev.batchwright.batch.commit.StageEnvironment;
import dev.batchwright.batch.commit.Summary;
import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.FailureRequest;
import dev.batchwright.batch.model.InputChangedException;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.PlanRequest;
import dev.batchwright.batch.model.Planned;
import dev.batchwright.batch.model.Published;
import dev.batchwright.batch.model.ReportedFailure;
import dev.batchwright.batch.model.RunFailure;
import dev.batchwright.batch.model.RunOptions;
import dev.batchwright.batch.model.RunRequest;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.ToleranceExceededException;
import dev.batchwright.batch.model.TransientException;
import dev.batchwright.batch.model.UnbalancedException;
import dev.batchwright.batch.model.WorkLayout;
import dev.batchwright.batch.model.WorkRef;
import dev.batchwright.batch.plan.PlanLimits;
import dev.batchwright.batch.plan.PlanStage;
import dev.batchwright.batch.publish.PublishStage;
import dev.batchwright.batch.report.FailureReport;
import dev.batchwright.batch.storage.RequestKind;
import dev.batchwright.batch.transform.WorkerLimits;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/// What a run that cannot be done, or must not be published, is told.
final class RefusalTest {

  private final Scenario scenario = new Scenario(2, 3, 30);

  private StateMachine machine() {
    return new StateMachine(scenario.storage, "m");
  }

  private static RunRequest request(
      List<String> inputs, String output, Map<String, String> settings) {
    return new RunRequest(
        TestJobs.Keep.class.getName(), inputs, output, settings, Scenario.options(200, 1));
  }

  private void refused(RunRequest request, String... said) {
    List<S3Location> before = scenario.storage.visible();
    assertThatThrownBy(() -> machine().run("run-1", request))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContainingAll(said);
    assertThat(scenario.storage.visible()).as("nothing is written").isEqualTo(before);
    assertThat(scenario.storage.uploads()).isEmpty();
  }

  @Test
  void whatCannotBeDoneIsRefusedBeforeAnythingIsWritten() {
    String out = Scenario.OUTPUT.uri();
    refused(request(List.of("s3://data/no/*.csv"), out, Map.of()), "s3://data/no/*.csv", "nothing");
    refused(request(List.of("s3://data/in/*.cvs"), out, Map.of()), "*.cvs", "s3://data/in/0.csv");
    refused(request(List.of("s3://data/in/empty.csv"), out, Map.of()), "empty");
    refused(request(List.of("s3://data/in/0.csv"), "s3://data/in/", Map.of()), "in/");
    refused(request(List.of("s3://data/"), out, Map.of()), "overlap");
    refused(request(List.of("s3://data/in/0.csv"), out, Map.of("tolerat", "1")), "tolerat");
    refused(request(List.of("s3://data/in/0.csv"), "out", Map.of()), "not an S3 URI");
    scenario.put("in/other.csv", "id,kee\n1,2\n".getBytes(StandardCharsets.UTF_8));
    refused(request(List.of("s3://data/in/other.csv"), out, Map.of()), "amount");
    scenario.put("out/there.txt", new byte[1]);
    refused(request(List.of("s3://data/in/0.csv"), out, Map.of()), "not empty", "out/there.txt");
    RunRequest unknown =
        new RunRequest(
            "no-such-job", List.of("s3://data/in/0.csv"), out, Map.of(), RunOptions.DEFAULT);
    refused(unknown, "no-such-job");
  }

  @Test
  void theRoomsOfEarlierRunsAreNoOutput() {
    scenario.put("out/_batchwright/old-run/plan.json", new byte[1]);
    scenario.put("out/_batchwright/zzz/plan.json", new byte[1]);
    assertThat(
            machine()
                .run("run-1", request(List.of("s3://data/in/0.csv"), "s3://data/out", Map.of()))
                .rowsRead())
        .isEqualTo(30);
  }

  @Test
  void anObjectThatTwoInputsMeanIsReadOnce() {
    List<String> inputs = List.of("s3://data/in/0.csv", "s3://data/in/*.csv", "s3://data/in/");
    Planned planned = machine().plan("run-1", request(inputs, Scenario.OUTPUT.uri(), Map.of()));
    assertThat(planned.objects()).isEqualTo(4);
  }

  @Test
  void theSameRunAskedForDifferentlyIsRefused() {
    RunRequest first = request(List.of("s3://data/in/0.csv"), Scenario.OUTPUT.uri(), Map.of());
    machine().plan("run-1", first);
    RunRequest other = request(List.of("s3://data/in/2.csv"), Scenario.OUTPUT.uri(), Map.of());
    assertThatThrownBy(() -> machine().plan("run-1", other))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContainingAll("run-1", "inputs", "0.csv", "2.csv");
  }

  @Test
  void moreRefusedRowsThanToleratedAreNotPublishedAndCanBeLookedAt() {
    RunRequest strict =
        request(List.of("s3://data/in/*.csv"), Scenario.OUTPUT.uri(), Map.of("tolerate", "2"));
    assertThatThrownBy(() -> machine().run("run-1", strict))
        .isInstanceOf(ToleranceExceededException.class)
        .hasMessageContainingAll("2 rows", "nothing was published", "/quarantine/rows-");
    assertThat(scenario.visible()).isEmpty();
    S3Location summary = WorkLayout.of(Scenario.OUTPUT, "run-1").failedSummary();
    var written = Json.tree(scenario.storage.get(summary).orElseThrow());
    assertThat(written.path("published").asBoolean()).isFalse();
    assertThat(written.path("error").asText()).endsWith("ToleranceExceededException");
    assertThat(scenario.jsonLines(written.path("result").path("quarantine").asText()))
        .hasSizeGreaterThan(2);
    assertThat(scenario.storage.uploads()).as("what a redrive needs").isNotEmpty();
  }

  @Test
  void anInputThatChangesFailsTheRunAndTheReportSaysWhich() {
    RunRequest request = Scenario.request(TestJobs.Keep.class, Scenario.options(200, 1));
    Planned planned = machine().plan("run-1", request);
    scenario.put("in/2.csv", "changed".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> machine().map(planned.work(), planned.items(), planned.waves()))
        .isInstanceOf(InputChangedException.class)
        .hasMessageContaining("s3://data/in/2.csv");
    RunFailure known = new RunFailure("Map chunks", "States.ExceedToleratedFailureThreshold", "");
    ReportedFailure told =
        new FailureReport(environment()).report(new FailureRequest(planned.work(), known));
    assertThat(told.error()).isEqualTo(InputChangedException.class.getName());
    assertThat(told.cause()).contains("chunk ", "s3://data/in/2.csv", "failures/");

    // Where a Map Run succeeds whatever failed, it is publish that finds the chunk missing.
    RunFailure missing =
        new RunFailure("Publish", UnbalancedException.class.getName(), "1 of 3 has no commit");
    assertThat(new FailureReport(environment()).report(new FailureRequest(planned.work(), missing)))
        .isEqualTo(
            ReportedFailure.of(
                new RunFailure("Publish", told.error(), told.cause()),
                new WorkLayout(planned.work())));
    assertThat(List.of(told.output(), told.work(), told.failures(), told.quarantine()))
        .containsExactly(
            "s3://data/out/",
            "s3://data/out/_batchwright/run-1/",
            "s3://data/out/_batchwright/run-1/failures/",
            "s3://data/out/_batchwright/run-1/quarantine/");
  }

  @Test
  void theLastNoteOfAnItemIsTheOneWrittenLastWhateverItsWorkersClockSays() {
    RunRequest request = Scenario.request(TestJobs.Keep.class, Scenario.options(200, 1));
    WorkLayout layout = new WorkLayout(machine().plan("run-1", request).work());
    Instant later = Instant.parse("2026-11-25T00:00:00Z");
    Instant earlier = later.minusSeconds(86_400);
    note(layout, "first", TransientException.class, later, earlier);
    note(layout, "second", InputChangedException.class, earlier, later);
    RunFailure known = new RunFailure("Map chunks", "States.ExceedToleratedFailureThreshold", "");
    ReportedFailure told =
        new FailureReport(environment()).report(new FailureRequest(layout.work(), known));
    assertThat(told.error()).isEqualTo(InputChangedException.class.getName());
    assertThat(told.cause()).contains("chunk 0: the second");
  }

  @Test
  void aPartitionThatWasDoneAfterItsNoteIsNotNamed() {
    WorkLayout layout =
        new WorkLayout(
            machine()
                .plan("run-1", Scenario.request(TestJobs.Keep.class, Scenario.options(200, 1)))
                .work());
    Instant failed = Instant.parse("2026-11-24T00:00:00Z");
    note(layout, "reduce", "first", TransientException.class, failed, failed);
    RunFailure known = new RunFailure("Publish", UnbalancedException.class.getName(), "misread");
    FailureRequest request = new FailureRequest(layout.work(), known);
    S3Location commit = layout.reduceCommit("0123", 0);
    scenario.storage.setNow(failed.minusSeconds(1));
    scenario.storage.put(commit, new byte[0], 0, 0);
    assertThat(new FailureReport(environment()).report(request).cause()).contains("the first");
    scenario.storage.setNow(failed.plusSeconds(1));
    scenario.storage.put(commit, new byte[0], 0, 0);
    assertThat(new FailureReport(environment()).report(request).cause()).contains("misread");
  }

  private void note(
      WorkLayout layout,
      String attempt,
      Class<? extends Exception> error,
      Instant byWorker,
      Instant byStore) {
    note(layout, "map", attempt, error, byWorker, byStore);
  }

  private void note(
      WorkLayout layout,
      String stage,
      String attempt,
      Class<? extends Exception> error,
      Instant byWorker,
      Instant byStore) {
    scenario.storage.setNow(byStore);
    byte[] json =
        Json.write(
            new FailureNote(stage, 0, attempt, error.getName(), "the " + attempt, byWorker, "w"));
    scenario.storage.put(layout.failure(stage, 0, attempt), json, 0, json.length);
  }

  private Summary summary(S3Location work) {
    return Summary.find(scenario.storage, new WorkLayout(work)).orElseThrow();
  }

  @Test
  void aRunThatFailsBeforePublishLeavesASummaryOfWhatWasDone() {
    RunRequest request = Scenario.request(TestJobs.Keep.class, Scenario.options(200, 1));
    Planned planned = machine().plan("run-1", request);
    scenario.put("in/2.csv", "changed".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> machine().map(planned.work(), planned.items(), planned.waves()))
        .isInstanceOf(InputChangedException.class);
    RunFailure known = new RunFailure("Map chunks", "States.ExceedToleratedFailureThreshold", "");
    ReportedFailure told =
        new FailureReport(environment()).report(new FailureRequest(planned.work(), known));

    Summary summary = summary(planned.work());
    assertThat(summary.published()).isFalse();
    assertThat(summary.job()).isEqualTo(TestJobs.Keep.class.getName());
    assertThat(summary.error()).contains(told.error());
    assertThat(summary.reason()).contains(told.cause());
    assertThat(summary.result()).isEmpty();
    assertThat(summary.rows().read()).as("of the first two objects").isEqualTo(60);
    assertThat(summary.failedChunks()).hasSize(1).first().asString().contains("s3://data/in/2.csv");
    int commits = commits("commits/map/");
    assertThat(summary.effects().attempts()).isEqualTo(commits).isPositive();
    assertThat(summary.effects().bytesRead()).isPositive();
    assertThat(summary.effects().requests().get(RequestKind.GET)).isPositive();
    assertThat(
            new PlanStage(environment(), PlanLimits.embedded(2))
                .plan(new PlanRequest("run-1", request))
                .published())
        .isFalse();
  }

  private int commits(String prefix) {
    String work = WorkLayout.of(Scenario.OUTPUT, "run-1").work().key() + prefix;
    return (int)
        scenario.storage.visible().stream().filter(at -> at.key().startsWith(work)).count();
  }

  @Test
  void theSummaryOfARunThatFailsInReduceHasWhatReduceDid() {
    WorkRef work = reduceAllButOne();
    RunFailure known = new RunFailure("Reduce partitions", "States.Timeout", "too slow");
    new FailureReport(environment()).report(new FailureRequest(work.work(), known));
    Summary summary = summary(work.work());
    assertThat(summary.reason()).contains("too slow");
    assertThat(summary.rows().read()).isEqualTo(scenario.rows);
    assertThat(summary.effects().attempts())
        .isEqualTo(commits("commits/map/") + commits("commits/reduce/"));
    assertThat(commits("commits/reduce/")).isPositive();
  }

  private WorkRef reduceAllButOne() {
    Planned planned =
        machine()
            .plan("run-1", Scenario.request(TestJobs.Totals.class, Scenario.options(2_000, 3)));
    WorkRef work = new WorkRef(planned.work());
    machine().map(planned.work(), planned.items(), planned.waves());
    machine().settleSeams(work);
    machine().reduce(work);
    scenario.storage.visible().stream()
        .filter(at -> at.key().contains("/commits/reduce/") && at.key().endsWith("000001.json"))
        .forEach(scenario.storage::delete);
    return work;
  }

  @Test
  void whatPublishSaidOfItsRefusalStandsAndWhatItSaidOfAnotherDoesNot() {
    RunRequest strict =
        request(List.of("s3://data/in/*.csv"), Scenario.OUTPUT.uri(), Map.of("tolerate", "2"));
    assertThatThrownBy(() -> machine().run("run-1", strict))
        .isInstanceOf(ToleranceExceededException.class);
    S3Location work = WorkLayout.of(Scenario.OUTPUT, "run-1").work();
    Summary said = summary(work);
    FailureReport report = new FailureReport(environment());
    report.report(
        new FailureRequest(
            work, new RunFailure("Publish", said.error().orElseThrow(), "too many rows")));
    assertThat(summary(work)).isEqualTo(said);
    report.report(
        new FailureRequest(work, new RunFailure("Publish", "States.Timeout", "too slow")));
    assertThat(summary(work).reason()).contains("too slow");
  }

  @Test
  void aPublishedRunIsNotSummedUpAsFailed() {
    RunRequest request = Scenario.request(TestJobs.Keep.class, Scenario.options(200, 1));
    machine().run("run-1", request);
    S3Location work = WorkLayout.of(Scenario.OUTPUT, "run-1").work();
    new FailureReport(environment())
        .report(new FailureRequest(work, new RunFailure("Publish", "States.Timeout", "slow")));
    assertThat(summary(work).published()).isTrue();
  }

  @Test
  void aFailureIsReportedWhereNoSummaryOfItCanBeWritten() {
    WorkLayout layout = WorkLayout.of(Scenario.OUTPUT, "run-1");
    scenario.put(layout.plan().key(), "no plan".getBytes(StandardCharsets.UTF_8));
    RunFailure known = new RunFailure("Map chunks", "States.Timeout", "too slow");
    assertThat(new FailureReport(environment()).report(new FailureRequest(layout.work(), known)))
        .isEqualTo(ReportedFailure.of(known, layout));
    assertThat(Summary.find(scenario.storage, layout)).isEmpty();
  }

  private StageEnvironment environment() {
    return new StageEnvironment(
        scenario.storage, InstantSource.system(), () -> "last", WorkerLimits.DEFAULT, "test");
  }

  private WorkRef mapAllButOne(double toleratedPercent) {
    RunOptions options =
        new RunOptions(
            OptionalLong.of(200),
            OptionalInt.empty(),
            OptionalDouble.of(toleratedPercent),
            OptionalInt.empty());
    RunRequest request = Scenario.request(TestJobs.Keep.class, options);
    Planned planned = machine().plan("run-1", request);
    machine().map(planned.work(), planned.items(), planned.waves());
    WorkRef work = new WorkRef(planned.work());
    machine().settleSeams(work);
    WorkLayout layout = new WorkLayout(planned.work());
    scenario.storage.visible().stream()
        .filter(at -> at.key().startsWith(layout.mapCommits().key() + "000001"))
        .forEach(scenario.storage::delete);
    return work;
  }

  @Test
  void aMissingChunkIsNotPublished() {
    WorkRef work = mapAllButOne(0);
    assertThatThrownBy(() -> new PublishStage(environment()).publish(work))
        .isInstanceOf(UnbalancedException.class)
        .hasMessageContainingAll(
            "or are behind such a one", "chunk 1 (s3://data/in/0.csv", "bytes [");
    assertThat(scenario.visible()).isEmpty();
  }

  @Test
  void aToleratedMissingChunkIsPublishedAndNamed() {
    WorkRef work = mapAllButOne(50);
    Published published = new PublishStage(environment()).publish(work);
    assertThat(published.failedChunks()).as("it and those behind it").isGreaterThan(1);
    assertThat(published.rowsRead()).isLessThan(scenario.rows);
    String manifest =
        new String(
            scenario.storage.get(Scenario.OUTPUT.plus("manifest.json")).orElseThrow(),
            StandardCharsets.UTF_8);
    assertThat(manifest).contains("chunk 1 (s3://data/in/0.csv");
  }

  @Test
  void whatAnotherRunWroteMeanwhileIsNotOverwritten() {
    RunRequest request = Scenario.request(TestJobs.Keep.class, Scenario.options(200, 1));
    Planned planned = machine().plan("run-1", request);
    machine().map(planned.work(), planned.items(), planned.waves());
    WorkRef work = new WorkRef(planned.work());
    machine().settleSeams(work);
    new StateMachine(scenario.storage, "o").plan("run-2", request);
    scenario.put("out/part-000000.csv", "another run's".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> new PublishStage(environment()).publish(work))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContaining("out/part-000000.csv");
    assertThat(scenario.visible()).containsExactly(Scenario.OUTPUT.plus("part-000000.csv"));
  }
}
