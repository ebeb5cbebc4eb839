package dev.batchwright.tests.contract;

import static dev.batchwright.states.junit.StatesAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import dev.batchwright.states.junit.MachineTester;
import dev.batchwright.states.junit.RequiredCoverage;
import dev.batchwright.states.junit.StateMachineFile;
import dev.batchwright.states.junit.TestRun;
import dev.batchwright.states.junit.Visit;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What statemachines/window.asl.json does, all of it.
@RequiredCoverage
@StateMachineFile(
    value = "statemachines/window.asl.json",
    substitutions = {
      "CloseWindowArn=close-window",
      "BatchRunArn=arn:aws:states:us-east-1:000000000000:stateMachine:b-BatchRun",
      "DeadLetterQueueUrl=http://queue/dead",
      "StageTimeoutSeconds=310"
    })
class WindowMachineTest {

  private static final String MODEL = "dev.batchwright.batch.model.";
  private static final String WINDOW = "orders-window-20261124T021500Z";
  private static final String INPUT =
      """
      {"binding": "orders", "window": "orders-window-20261124T021500Z",
       "startsAt": "2026-11-24T02:15:00Z", "endsAt": "2026-11-24T02:30:00Z"}
      """;

  private MachineTester machine;

  @BeforeEach
  void aWindowOfTwoUploads(MachineTester tester) {
    machine = tester.startsAt(Instant.parse("2026-11-24T02:20:00Z"));
    machine
        .given("Close window")
        .returnsPayload(
            Map.of(
                "run", WINDOW, "uploads", 2, "request", Map.of("job", "j", "output", "s3://o/")));
    machine.given("Start run").returns("{\"ExecutionArn\": \"arn:e\"}");
    machine.given("Send window to dead letters").returns("{\"MessageId\": \"1\"}");
  }

  private TestRun run() {
    return machine.run(INPUT);
  }

  @Test
  void aWindowIsClosedAtItsEndAndItsRunStarted() {
    TestRun run = run();
    assertThat(run)
        .succeededWith(Map.of("run", WINDOW, "uploads", 2))
        .tookPath("Wait for end", "Close window", "Start run", "Done")
        .took(Duration.ofMinutes(10));
    assertThat(run.state("Close window").attempts().getFirst().arguments().at("/Payload/window"))
        .hasToString('"' + WINDOW + '"');
    Visit start = run.state("Start run");
    assertThat(start.attempts().getFirst().arguments().at("/Name").asText()).isEqualTo(WINDOW);
    assertThat(start.attempts().getFirst().arguments().at("/Input/job").asText()).isEqualTo("j");
  }

  @Test
  void aWindowThatIsLongOverIsNotWaitedFor() {
    machine.startsAt(Instant.parse("2026-11-25T00:00:00Z"));
    assertThat(run()).succeeded().took(Duration.ZERO);
  }

  @Test
  void aRunThatWasStartedBeforeIsTheSame() {
    machine.given("Start run").fails("StepFunctions.ExecutionAlreadyExistsException");
    TestRun run = run();
    assertThat(run).succeededWith(Map.of("run", WINDOW, "uploads", 2));
    assertThat(run.state("Start run")).wasRetried(0);
  }

  @Test
  void aWindowThatCannotBeClosedIsADeadLetterWithAllThatIsNeededToCloseIt() {
    machine
        .given("Close window")
        .fails(MODEL + "BadRequestException", "{\"errorMessage\": \"no binding 'orders'\"}");
    TestRun run = run();
    assertThat(run)
        .failedWith(MODEL + "BadRequestException", "no binding 'orders'")
        .tookPath("Wait for end", "Close window", "Send window to dead letters", "Failed");
    var letter = run.state("Send window to dead letters").attempts().getFirst().arguments();
    assertThat(letter.at("/MessageBody/run").asText())
        .as("the run of the window, whatever the execution is called")
        .isEqualTo(WINDOW);
    assertThat(letter.at("/MessageBody/stage").asText()).isEqualTo("window");
    assertThat(letter.at("/MessageBody/state").asText()).isEqualTo("Close window");
    assertThat(letter.at("/MessageBody/window/endsAt").asText()).isEqualTo("2026-11-24T02:30:00Z");
  }

  @Test
  void aRunThatCannotBeStartedIsADeadLetterEvenWhereThatCannotBeSent() {
    machine.given("Start run").fails("StepFunctions.ThrottlingException", "busy");
    machine.given("Send window to dead letters").fails("SQS.Down");
    TestRun run = run();
    assertThat(run).failedWith("StepFunctions.ThrottlingException", "busy");
    assertThat(run.state("Start run")).wasRetried(6);
    assertThat(run.state("Send window to dead letters")).wasRetried(3);
  }

  @Test
  void whatCanPassIsTriedAgainAndWhatCannotIsNot() {
    for (Map.Entry<String, Integer> tries :
        Map.of(
                "Lambda.TooManyRequestsException",
                12,
                "Sandbox.Timedout",
                1,
                "Lambda.Unknown",
                3,
                MODEL + "UnbalancedException",
                0)
            .entrySet()) {
      machine.given("Close window").fails(tries.getKey());
      assertThat(run().state("Close window")).wasRetried(tries.getValue());
    }
  }
}
