package dev.batchwright.tests.contract;

import static dev.batchwright.states.junit.StatesAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.junit.MachineTester;
import dev.batchwright.states.junit.RequiredCoverage;
import dev.batchwright.states.junit.StateMachineFile;
import dev.batchwright.states.junit.TestRun;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What statemachines/backfill.asl.json does, all of it.
@RequiredCoverage
@StateMachineFile(
    value = "statemachines/backfill.asl.json",
    substitutions = {
      "PlanBackfillArn=plan-backfill",
      "BatchRunArn=arn:aws:states:us-east-1:000000000000:stateMachine:b-BatchRun",
      "StageTimeoutSeconds=70"
    })
class BackfillMachineTest {

  private static final String MODEL = "dev.batchwright.batch.model.";
  private static final String TAKEN = "StepFunctions.ExecutionAlreadyExistsException";

  private MachineTester machine;

  @BeforeEach
  void threeDatesOfWhichOneIsPublished(MachineTester tester) {
    machine =
        tester.object(
            "s3://data/triggers/backfills/b-1.json",
            List.of(date("2026-01-01"), date("2026-01-03")));
    plan(2);
    for (String state : List.of("Run date", "Go on with date")) {
      machine.given(state).returns("{\"ExecutionArn\": \"arn:e\", \"Status\": \"SUCCEEDED\"}");
    }
  }

  private void plan(int left) {
    machine
        .given("Plan backfill")
        .returnsPayload(
            Map.of(
                "binding",
                "orders",
                "dates",
                3,
                "left",
                left,
                "skipped",
                List.of("2026-01-02"),
                "items",
                Map.of("bucket", "data", "key", "triggers/backfills/b-1.json"),
                "atMost",
                2));
  }

  private static Map<String, Object> date(String date) {
    return Map.of(
        "date",
        date,
        "run",
        "orders-" + date,
        "again",
        "orders-" + date + "-1a2b",
        "request",
        Map.of("job", "j", "inputs", List.of("s3://in/"), "output", "s3://out/"));
  }

  private static Predicate<JsonNode> of(String date) {
    return arguments -> arguments.toString().contains(date);
  }

  private TestRun run() {
    return machine.run(
        Map.of("binding", "orders", "from", "2026-01-01", "to", "2026-01-03", "atMost", 2));
  }

  private static Map<String, Object> result(List<String> published, List<?> failed) {
    return Map.of(
        "binding",
        "orders",
        "dates",
        3,
        "published",
        published,
        "skipped",
        List.of("2026-01-02"),
        "failed",
        failed);
  }

  @Test
  void everyDateThatIsLeftRunsAndTheEndSaysWhatBecameOfEach() {
    TestRun run = run();
    assertThat(run)
        .succeededWith(result(List.of("2026-01-01", "2026-01-03"), List.of()))
        .tookPath("Plan backfill", "Dates left to run?", "Run dates", "All published?", "Done");
    JsonNode call =
        run.state("Run dates").item(0).state("Run date").attempts().getFirst().arguments();
    assertThat(call.at("/Name").asText()).isEqualTo("orders-2026-01-01");
    assertThat(call.at("/Input/run").asText()).isEqualTo("orders-2026-01-01");
    assertThat(call.at("/Input/job").asText()).isEqualTo("j");
  }

  @Test
  void nothingRunsWhereAllIsPublished() {
    plan(0);
    assertThat(run())
        .succeededWith(result(List.of(), List.of()))
        .tookPath("Plan backfill", "Dates left to run?", "Done");
  }

  @Test
  void aDateThatFailsStopsNoOtherAndTheEndSaysWhy() {
    machine
        .given("Run date", of("2026-01-01"))
        .fails(
            "States.TaskFailed",
            "{\"Status\": \"FAILED\", \"Error\": \"x.BadInput\", \"Cause\": \"chunk 3 is torn\"}");
    TestRun run = run();
    assertThat(run)
        .failedWith(
            "Batchwright.DatesFailed",
            "1 of 3 dates failed: 2026-01-01: chunk 3 is torn. The others are published; once the"
                + " cause is gone, start the same backfill again, which does only what is left");
    assertThat(run.state("Failed"))
        .hasInput(
            result(
                List.of("2026-01-03"),
                List.of(
                    Map.of(
                        "date", "2026-01-01",
                        "error", "x.BadInput",
                        "cause", "chunk 3 is torn"))));
  }

  @Test
  void aRunThatWasStartedBeforeGoesOnUnderAnotherName() {
    machine.given("Run date", of("2026-01-01")).fails(TAKEN);
    TestRun run = run();
    assertThat(run).succeeded();
    JsonNode call =
        run.state("Run dates").item(0).state("Go on with date").attempts().getFirst().arguments();
    assertThat(call.at("/Name").asText()).isEqualTo("orders-2026-01-01-1a2b");
    assertThat(call.at("/Input/run").asText()).isEqualTo("orders-2026-01-01");
  }

  @Test
  void aRunThatGoesOnMayFailToo() {
    machine.given("Run date").fails(TAKEN);
    machine.given("Go on with date").fails("StepFunctions.ThrottlingException", "busy");
    TestRun run = run();
    assertThat(run).failedWith("Batchwright.DatesFailed");
    assertThat(run.cause().orElseThrow())
        .startsWith("2 of 3 dates failed: 2026-01-01: busy; 2026-01-03: busy. ");
    assertThat(run.state("Run dates").item(0).state("Go on with date")).wasRetried(6);
  }

  @Test
  void aStartThatMayPassIsTriedAgain() {
    machine.given("Run date").fails("StepFunctions.ThrottlingException");
    TestRun run = run();
    assertThat(run.state("Run dates").item(0).state("Run date")).wasRetried(6);
    assertThat(run.cause().orElseThrow()).contains("no cause was given");
  }

  @Test
  void aListThatIsNotThereFailsTheBackfill() {
    machine
        .given("Plan backfill")
        .returnsPayload(
            Map.of(
                "binding",
                "orders",
                "dates",
                3,
                "left",
                2,
                "skipped",
                List.of(),
                "items",
                Map.of("bucket", "data", "key", "gone.json"),
                "atMost",
                2));
    assertThat(run()).visited("Run dates", "Failed").neverVisited("All published?");
  }

  @Test
  void whatCannotRunByDateIsRefusedAndWhatCanPassIsTriedAgain() {
    for (Map.Entry<String, Integer> tries :
        Map.of(
                "Lambda.TooManyRequestsException",
                12,
                "Sandbox.Timedout",
                1,
                "Lambda.Unknown",
                3,
                MODEL + "BadRequestException",
                0)
            .entrySet()) {
      machine.given("Plan backfill").fails(tries.getKey(), "{\"errorMessage\": \"why\"}");
      TestRun run = run();
      assertThat(run).failedWith(tries.getKey(), "why").tookPath("Plan backfill", "Failed");
      assertThat(run.state("Plan backfill")).wasRetried(tries.getValue());
    }
  }
}
