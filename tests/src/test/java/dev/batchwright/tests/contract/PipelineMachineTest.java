package dev.batchwright.tests.contract;

import static dev.batchwright.states.junit.StatesAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.junit.MachineTester;
import dev.batchwright.states.junit.RequiredCoverage;
import dev.batchwright.states.junit.StateMachineFile;
import dev.batchwright.states.junit.TestRun;
import dev.batchwright.states.junit.Visit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What statemachines/pipeline.asl.json does, all of it. The jobs: `clean`, and `report` after it.
@RequiredCoverage
@StateMachineFile(
    value = "statemachines/pipeline.asl.json",
    substitutions = {
      "PlanPipelineArn=plan-pipeline",
      "AwaitJobsArn=await-jobs",
      "SettleJobArn=settle-job",
      "BatchRunArn=arn:aws:states:us-east-1:000000000000:stateMachine:b-BatchRun",
      "StageTimeoutSeconds=70"
    })
class PipelineMachineTest {

  private static final String MODEL = "dev.batchwright.batch.model.";
  private static final String TAKEN = "StepFunctions.ExecutionAlreadyExistsException";

  private MachineTester machine;

  @BeforeEach
  void twoJobs(MachineTester tester) {
    machine = tester;
    machine
        .given("Plan pipeline")
        .returnsPayload(
            Map.of(
                "pipeline",
                "nightly",
                "run",
                "n-1",
                "work",
                Map.of("bucket", "data", "key", "pipelines/n-1/n-1/"),
                "jobs",
                List.of(job("clean"), job("report", "clean"))));
    machine.given("Await jobs").callsBack("{\"ready\": true, \"because\": []}");
    for (String state : List.of("Run job", "Go on with job")) {
      machine
          .given(state)
          .returns(
              """
              {"ExecutionArn": "arn:e", "Status": "SUCCEEDED",
               "Output": {"manifest": "s3://out/manifest.json", "rowsWritten": 5}}
              """);
    }
    machine.given("Settle job").returnsPayload(Map.of("jobs", List.of()));
  }

  private static Map<String, Object> job(String name, String... after) {
    return Map.of(
        "job",
        name,
        "run",
        "n-1-" + name,
        "again",
        "n-1-" + name + "-1a2b",
        "after",
        List.of(after),
        "request",
        Map.of("job", "count", "inputs", List.of("s3://in/"), "output", "s3://out/"));
  }

  private static Predicate<JsonNode> of(String job) {
    return arguments -> arguments.toString().contains("n-1-" + job);
  }

  private TestRun run() {
    return machine.run("{\"pipeline\": \"nightly\", \"run\": \"n-1\"}");
  }

  @Test
  void jobsRunAndTheEndSaysWhatBecameOfEach() {
    TestRun run = run();
    assertThat(run).succeeded().tookPath("Plan pipeline", "Run jobs", "All published?", "Done");
    assertThat(run.state("Run jobs").item(0))
        .tookPath("Depends on others?", "Run job", "Settle job");
    assertThat(run.state("Run jobs").item(1))
        .tookPath(
            "Depends on others?", "Await jobs", "Dependencies published?", "Run job", "Settle job");
    JsonNode output = run.output().orElseThrow();
    assertThat(output.at("/run").asText()).isEqualTo("n-1");
    assertThat(output.at("/jobs/0/status").asText()).isEqualTo("published");
    assertThat(output.at("/jobs/1/manifest").asText()).isEqualTo("s3://out/manifest.json");
    assertThat(output.at("/jobs/1/rowsWritten").asInt()).isEqualTo(5);
  }

  @Test
  void aJobsExecutionHasItsRunIdAsNameAndKnowsWhoStartedIt() {
    TestRun run = run();
    JsonNode call =
        run.state("Run jobs").item(0).state("Run job").attempts().getFirst().arguments();
    assertThat(call.at("/Name").asText()).isEqualTo("n-1-clean");
    assertThat(call.at("/Input/run").asText()).isEqualTo("n-1-clean");
    assertThat(call.at("/Input/job").asText()).isEqualTo("count");
    assertThat(call.at("/Input/AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID").asText())
        .startsWith("arn:aws:states:");
  }

  @Test
  void aJobWhoseRunWasStartedBeforeGoesOnUnderAnotherName() {
    machine.given("Run job", of("clean")).fails(TAKEN);
    TestRun run = run();
    assertThat(run).succeeded();
    Visit again = run.state("Run jobs").item(0).state("Go on with job");
    JsonNode call = again.attempts().getFirst().arguments();
    assertThat(call.at("/Name").asText()).isEqualTo("n-1-clean-1a2b");
    assertThat(call.at("/Input/run").asText()).isEqualTo("n-1-clean");
    assertThat(run.state("Run jobs").item(0).state("Run job")).wasRetried(0).caught(TAKEN);
  }

  @Test
  void aJobThatFailsStopsOnlyWhatDependsOnItAndThePipelineSaysSo() {
    machine
        .given("Run job", of("clean"))
        .fails(
            "States.TaskFailed",
            """
            {"Status": "FAILED", "Error": "x.BadInputException", "Cause": "chunk 3 is torn"}
            """)
        .given("Await jobs")
        .callsBack("{\"ready\": false, \"because\": [\"clean\"]}");
    TestRun run = run();
    assertThat(run)
        .failedWith(
            "Batchwright.JobsFailed",
            "1 of 2 jobs failed: clean (run n-1-clean): chunk 3 is torn. Skipped: report since it"
                + " is after clean, and that is not published. What did not depend on them is"
                + " published; once the cause is gone, start the same pipeline run id again to go"
                + " on")
        .tookPath("Plan pipeline", "Run jobs", "All published?", "Failed");
    assertThat(run.state("Run jobs").item(1))
        .tookPath(
            "Depends on others?",
            "Await jobs",
            "Dependencies published?",
            "Skip job",
            "Settle job");
    JsonNode told =
        run.state("Run jobs").item(0).state("Settle job").attempts().getFirst().arguments();
    assertThat(told.at("/Payload/outcome/status").asText()).isEqualTo("failed");
    assertThat(told.at("/Payload/outcome/error").asText()).isEqualTo("x.BadInputException");
    assertThat(told.at("/Payload/work/key").asText()).isEqualTo("pipelines/n-1/n-1/");
  }

  @Test
  void aJobWhoseFailureHasNoWordsIsAFailureToo() {
    machine
        .given("Run job", of("clean"))
        .fails("States.TaskFailed", "{\"Status\": \"TIMED_OUT\"}")
        .given("Run job", of("report"))
        .fails("States.TaskFailed");
    TestRun run = run();
    assertThat(run).failedWith("Batchwright.JobsFailed");
    assertThat(run.cause().orElseThrow())
        .startsWith(
            "2 of 2 jobs failed: clean (run n-1-clean): its execution TIMED_OUT; report (run"
                + " n-1-report): no cause was given. What did not");
  }

  @Test
  void aRunThatGoesOnMayFailToo() {
    machine
        .given("Run job", of("clean"))
        .fails(TAKEN)
        .given("Go on with job")
        .fails("StepFunctions.ThrottlingException", "busy");
    TestRun run = run();
    assertThat(run).failedWith("Batchwright.JobsFailed");
    assertThat(run.state("Run jobs").item(0).state("Go on with job"))
        .wasRetried(6)
        .wentTo("Settle job");
    assertThat(run.cause().orElseThrow()).contains("busy");
  }

  @Test
  void aStartThatMayPassIsTriedAgain() {
    machine
        .given("Run job", of("clean"))
        .fails("StepFunctions.ThrottlingException")
        .times(3)
        .returns(
            """
            {"ExecutionArn": "arn:e", "Output": {"manifest": "m", "rowsWritten": 1}}
            """);
    TestRun run = run();
    assertThat(run).succeeded();
    assertThat(run.state("Run jobs").item(0).state("Run job")).wasRetried(3);
  }

  @Test
  void aPipelineThatCannotRunIsRefusedBeforeAnythingStarts() {
    machine
        .given("Plan pipeline")
        .fails(MODEL + "BadRequestException", "{\"errorMessage\": \"a after b after a\"}");
    assertThat(run())
        .failedWith(MODEL + "BadRequestException", "a after b after a")
        .tookPath("Plan pipeline", "Refused");
  }

  @Test
  void aPlanThatFailsForGoodFailsThePipeline() {
    machine.given("Plan pipeline").fails("Lambda.Unknown");
    TestRun run = run();
    assertThat(run).failedWith("Lambda.Unknown").tookPath("Plan pipeline", "Failed");
    assertThat(run.state("Plan pipeline")).wasRetried(3);
  }

  @Test
  void aJobThatCannotEvenWaitIsSkipped() {
    machine.given("Await jobs").fails("Lambda.Unknown", "out of reach");
    TestRun run = run();
    assertThat(run).failedWith("Batchwright.JobsFailed");
    assertThat(run.state("Run jobs").item(1))
        .tookPath("Depends on others?", "Await jobs", "Settle job");
    assertThat(run.cause().orElseThrow())
        .contains("nobody can tell whether what it is after is published")
        .contains("out of reach");
  }

  @Test
  void anOutcomeThatCannotBeWrittenDownFailsThePipelineAndLeavesNobodyWaiting() {
    machine
        .given("Settle job", of("clean"))
        .fails("Lambda.Unknown")
        .given("Await jobs")
        .neverAnswers();
    TestRun run = run();
    assertThat(run).failedWith("Lambda.Unknown");
    assertThat(run.elapsed()).isLessThan(Duration.ofMinutes(2));
    assertThat(run.cause().orElseThrow()).contains("job clean cannot be written down");
    assertThat(run.state("Run jobs").item(0)).failedWith("Lambda.Unknown");
  }

  @ParameterizedTest
  @MethodSource("functions")
  void whatCanPassIsTriedAgainAndWhatCannotIsNot(String state) {
    for (Map.Entry<String, Integer> tries :
        Map.of(
                "Lambda.TooManyRequestsException",
                12,
                "Sandbox.Timedout",
                1,
                MODEL + "UnbalancedException",
                0)
            .entrySet()) {
      String job = state.equals("Settle job") ? "clean" : "";
      machine.given(state, it -> it.toString().contains(job)).fails(tries.getKey());
      TestRun run = run();
      Visit visit =
          state.equals("Plan pipeline")
              ? run.state(state)
              : run.state("Run jobs").inner().stream()
                  .flatMap(item -> item.visits().stream())
                  .filter(it -> it.name().equals(state))
                  .findFirst()
                  .orElseThrow();
      assertThat(visit.retries()).as("%s of %s", tries, state).hasSize(tries.getValue());
      assertThat(visit.retries())
          .allSatisfy(
              retry -> assertThat(retry.delay()).isBetween(Duration.ZERO, Duration.ofSeconds(20)));
    }
  }

  static Stream<String> functions() {
    return Stream.of("Plan pipeline", "Await jobs", "Settle job");
  }
}
