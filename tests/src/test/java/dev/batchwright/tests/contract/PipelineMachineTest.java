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
    machine.given("Await jobs").returns("{\"ready\": true, \"because\": []}");
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
        "job", name,
        "run", "n-1-" + name,
        "again", "n-1-" + name + "-1a2b",
        "after", List.of(after),
        "request", Map.of("job", "count", "inputs", List.of("s3://in/"), "output", "s3://out/"));
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
    assertThat(run)
        .succeeded()
        .tookPath("Plan pipeline", "Run jobs", "All published?", "Done");
    assertThat(run.visit("Run jobs", 1).item(0).states())
        .extracting(Visit::name)
        .containsExactly("Depends on others?", "Run job", "Settle job");
    assertThat(run.visit("Run jobs", 1).item(1).states())
        .extracting(Visit::name)
        .containsExactly(
            "Depends on others?", "Await jobs", "Dependencies published?", "Run job", "Settle job");
    JsonNode output = run.output();
    assertThat(output.at("/run").asText()).isEqualTo("n-1");
    assertThat(output.at("/jobs/0/status").asText()).isEqualTo("published");
    assertThat(output.at("/jobs/1/manifest").asText()).isEqualTo("s3://out/manifest.json");
    assertThat(output.at("/jobs/1/rowsWritten").asInt()).isEqualTo(5);
  }

  @Test
  void aJobsExecutionHasItsRunIdAsNameAndKnowsWhoStartedIt() {
    TestRun run = run();
    JsonNode call =
        run.visit("Run jobs", 1).item(0).state("Run job").attempts().getFirst().arguments();
    assertThat(call.at("/Name").asText()).isEqualTo("n-1-clean");
    assertThat(call.at("/Input/run").asText()).isEqualTo("n-1-clean");
    assertThat(call.at("/Input/job").asText()).isEqualTo("count");
    assertThat(call.at("/Input/AWS_STEP_FUNCTIONS_STARTED_BY_EXECUTION_ID").asText())
        .startsWith("arn:aws:states:");
  }
}
