package dev.batchwright.tests.contract;

import static dev.batchwright.states.junit.StatesAssertions.assertThat;
import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.engine.ExecutionStatus;
import dev.batchwright.states.junit.MachineTester;
import dev.batchwright.states.junit.RequiredCoverage;
import dev.batchwright.states.junit.StateMachineFile;
import dev.batchwright.states.junit.TestRun;
import dev.batchwright.states.junit.Visit;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// What statemachines/batch.asl.json does, all of it: every state, transition, rule, retrier and
/// catcher is reached, and a new one without a test fails this class.
@RequiredCoverage
@StateMachineFile(
    value = "statemachines/batch.asl.json",
    substitutions = {
      "PlanChunksArn=plan-chunks",
      "MapChunkArn=map-chunk",
      "CheckSeamsArn=check-seams",
      "PlanPartitionsArn=plan-partitions",
      "ReducePartitionArn=reduce-partition",
      "PublishArn=publish",
      "ReportFailureArn=report-failure",
      "DeadLetterQueueUrl=http://queue/dead",
      "ChildExecutionType=EXPRESS",
      "StageTimeoutSeconds=920",
      "ItemTimeoutSeconds=135"
    })
class BatchMachineTest {

  private static final String MODEL = "dev.batchwright.batch.model.";

  /// The longest pause between attempts, and as many as throttling gets.
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(20);

  /// What each function answers when all is well; a run has two waves of chunks, one of partitions.
  private static final Map<String, Object> ANSWERS =
      Map.ofEntries(
          entry("Plan chunks", plan(Map.of())),
          entry("Map chunk", Map.of()),
          entry("Check seams", Map.of("items", "again/", "waves", 1, "redo", 0)),
          entry(
              "Plan partitions",
              Map.of("items", "partitions/", "waves", 1, "partitions", 2, "pending", 2)),
          entry("Reduce partition", Map.of()),
          entry("Publish", Map.of("manifest", "s3://out/manifest.json")),
          entry(
              "Report failure",
              Map.of(
                  "error",
                  "Told",
                  "cause",
                  "chunk 1: the first cause",
                  "failures",
                  "s3://work/failures/")));

  private static Map<String, Object> plan(Map<String, Object> differently) {
    var plan =
        new java.util.HashMap<String, Object>(
            Map.ofEntries(
                entry("run", "r1"),
                entry("work", Map.of("bucket", "work", "prefix", "out/")),
                entry("items", "chunks/"),
                entry("waves", 2),
                entry("reduce", true),
                entry("published", false),
                entry("objects", 1),
                entry("bytes", 100),
                entry("chunks", 3),
                entry("pending", 3),
                entry("maxConcurrency", 2),
                entry("toleratedFailurePercentage", 0)));
    plan.putAll(differently);
    return plan;
  }

  private MachineTester machine;

  @BeforeEach
  void aRunOfTwoWaves(MachineTester tester) {
    machine =
        tester
            .object("s3://work/chunks/0.json", List.of(Map.of("id", 0), Map.of("id", 1)))
            .object("s3://work/chunks/1.json", List.of(Map.of("id", 2)))
            .object("s3://work/again/0.json", List.of(Map.of("id", 1)))
            .object("s3://work/partitions/0.json", List.of(Map.of("id", 0), Map.of("id", 1)));
    ANSWERS.forEach((state, payload) -> machine.given(state).returnsPayload(payload));
    for (String queue : List.of("chunk", "partition", "run")) {
      machine.given("Send " + queue + " to dead letters").returns("{\"MessageId\": \"1\"}");
    }
  }

  private TestRun run() {
    return machine.run("{\"job\": \"count\", \"run\": \"r1\"}");
  }

  @Test
  void aRunMapsInWavesChecksItsSeamsReducesAndPublishes() {
    TestRun run = run();

    assertThat(run)
        .succeededWith(
            Map.of("manifest", "s3://out/manifest.json", "deadLetters", "http://queue/dead"))
        .tookPath(
            "Plan chunks",
            "Published already?",
            "Chunks left to map?",
            "Map chunks",
            "Chunks left to map?",
            "Map chunks",
            "Chunks left to map?",
            "Check seams",
            "Chunks to map again?",
            "Reduce stage?",
            "Plan partitions",
            "Partitions left to reduce?",
            "Reduce partitions",
            "Partitions left to reduce?",
            "Publish",
            "Done");
    assertThat(run.state("Published already?"))
        .hasInput(
            """
            {"published": false, "objects": 1, "bytes": 100, "chunks": 3, "pending": 3}
            """);
    assertThat(run.visit("Chunks left to map?", 2)).hasInput("{\"wavesDone\": 1, \"waves\": 2}");
    assertThat(run.visit("Partitions left to reduce?", 1))
        .hasInput("{\"partitions\": 2, \"pending\": 2}");
    assertThat(run.visit("Map chunks", 1)).hasItems(2).assigned("wave", 1);
    assertThat(run.visit("Map chunks", 2)).hasItems(1).assigned("wave", 2);
    assertThat(run.visit("Map chunks", 2).item(0).state("Map chunk"))
        .calledWith(
            """
            {"FunctionName": "map-chunk", "Payload":
              {"work": {"bucket": "work", "prefix": "out/"}, "item": {"id": 2}}}
            """);
  }

  @Test
  void aRunWithoutANameIsCalledByItsExecution() {
    TestRun run = machine.run("{\"job\": \"count\"}");
    assertThat(called(run, "Plan chunks", "/Payload/run")).hasSize(36);
  }

  @Test
  void chunksThatGuessedWronglyAreMappedAgain() {
    machine
        .given("Check seams")
        .returnsPayload(Map.of("items", "again/", "waves", 1, "redo", 1))
        .returnsPayload(Map.of("items", "none/", "waves", 0, "redo", 0));

    TestRun run = run();

    assertThat(run).succeeded();
    assertThat(run.visit("Chunks to map again?", 1)).decidedByRule(0).wentTo("Map chunks");
    assertThat(run.visit("Map chunks", 3)).hasItems(1);
    assertThat(run.visit("Map chunks", 3).item(0).state("Map chunk"))
        .hasInput(
            """
            {"run": "r1", "work": {"bucket": "work", "prefix": "out/"}, "item": {"id": 1}}
            """);
    assertThat(run.visit("Chunks to map again?", 2)).decidedByDefault();
  }

  @Test
  void aRunThatIsPublishedIsNotDoneAgain() {
    machine.given("Plan chunks").returnsPayload(plan(Map.of("published", true)));
    assertThat(run()).succeeded().tookPath("Plan chunks", "Published already?", "Publish", "Done");
  }

  @Test
  void aJobWithoutGroupsHasNoReduceStage() {
    machine.given("Plan chunks").returnsPayload(plan(Map.of("reduce", false)));
    assertThat(run()).succeeded().neverVisited("Plan partitions").visited("Publish");
  }

  @Test
  void aRunThatCannotBeDoneIsRefusedAndLeavesNoDeadLetter() {
    machine
        .given("Plan chunks")
        .fails(MODEL + "BadRequestException", "{\"errorMessage\": \"no such column\"}");
    assertThat(run())
        .failedWith(MODEL + "BadRequestException", "no such column")
        .tookPath("Plan chunks", "Refused")
        .took(Duration.ZERO);
  }

  @Test
  void aPlanThatFailsIsADeadLetter() {
    machine.given("Plan chunks").fails("Lambda.Unknown");
    TestRun run = run();
    assertThat(run)
        .failedWith("Lambda.Unknown", "no cause was given")
        .tookPath("Plan chunks", "Send run to dead letters", "Failed");
    assertThat(run.state("Plan chunks")).wasRetried(3).caught("Lambda.Unknown");
  }

  @Test
  void aChunkThatFailsForGoodIsADeadLetterAndTheRunIsExplained() {
    machine
        .given("Map chunk", it -> it.at("/Payload/item/id").asInt() == 1)
        .fails(MODEL + "BadInputException", "{\"errorMessage\": \"row 17 is torn\"}");

    TestRun run = run();

    assertThat(run)
        .failedWith("Told", "chunk 1: the first cause")
        .visited("Report failure")
        .neverVisited("Check seams", "Publish");
    Visit letter = run.state("Send chunk to dead letters");
    String child = run.state("Map chunks").item(1).executionArn();
    assertThat(letter)
        .calledWith(
            Map.of(
                "QueueUrl",
                "http://queue/dead",
                "MessageBody",
                Map.of(
                    "run",
                    "r1",
                    "stage",
                    "map",
                    "work",
                    Map.of("bucket", "work", "prefix", "out/"),
                    "item",
                    Map.of("id", 1),
                    "error",
                    MODEL + "BadInputException",
                    "cause",
                    "row 17 is torn",
                    "execution",
                    child)));
    assertThat(run.state("Map chunks").item(1))
        .failedWith(MODEL + "BadInputException")
        .tookPath("Map chunk", "Send chunk to dead letters", "Chunk failed");
    assertThat(run.state("Map chunks"))
        .caught("States.ExceedToleratedFailureThreshold")
        .wentTo("Report failure");
    assertThat(called(run, "Send run to dead letters", "/MessageBody/cause"))
        .isEqualTo("chunk 1: the first cause");
    assertThat(run.state("Failed"))
        .hasInput(
            """
            {"run": "r1", "error": "Told", "cause": "chunk 1: the first cause",
             "failures": "s3://work/failures/", "deadLetters": "http://queue/dead"}
            """);
  }

  @Test
  void failedChunksWithinTheToleranceLetTheRunGoOn() {
    machine
        .given("Plan chunks")
        .returnsPayload(plan(Map.of("toleratedFailurePercentage", 50)))
        .given("Map chunk", it -> it.at("/Payload/item/id").asInt() == 1)
        .fails(MODEL + "BadInputException", "row 17 is torn");
    TestRun run = run();
    assertThat(run).succeeded().visited("Send chunk to dead letters", "Publish");
  }

  @Test
  void aPartitionThatFailsForGoodIsADeadLetterToo() {
    machine
        .given("Reduce partition", it -> it.at("/Payload/item/id").asInt() == 0)
        .fails(MODEL + "UnbalancedException", "3 entries are missing");
    TestRun run = run();
    assertThat(run).failedWith("Told").neverVisited("Publish");
    assertThat(run.state("Reduce partitions").item(0))
        .tookPath("Reduce partition", "Send partition to dead letters", "Partition failed");
    assertThat(called(run, "Send partition to dead letters", "/MessageBody/stage"))
        .isEqualTo("reduce");
  }

  @ParameterizedTest
  @MethodSource("stages")
  void aStageThatFailsIsExplained(String stage) {
    machine.given(stage).fails(MODEL + "UnbalancedException", "2 rows are missing");
    TestRun run = run();
    assertThat(run).failedWith("Told").visited("Send run to dead letters");
    assertThat(run.state(stage)).wentTo("Report failure").wasRetried(0);
  }

  static Stream<String> stages() {
    return Stream.of("Check seams", "Plan partitions", "Publish");
  }

  @Test
  void anExplanationThatFailsDoesNotHideTheFailure() {
    machine.given("Publish").fails(MODEL + "UnbalancedException", "2 rows are missing");
    machine.given("Report failure").fails("Lambda.Unknown");
    TestRun run = run();
    assertThat(run)
        .failedWith(MODEL + "UnbalancedException", "2 rows are missing")
        .visited("Send run to dead letters");
    assertThat(run.state("Report failure")).wasRetried(3);
  }

  @ParameterizedTest
  @MethodSource("queues")
  void aDeadLetterThatCannotBeSentDoesNotHideTheFailure(String letter, String broken) {
    machine.given(broken, BatchMachineTest::isFirst).fails(MODEL + "BadInputException", "torn");
    machine.given("Report failure").fails("Lambda.Unknown");
    machine.given(letter).fails("Sqs.QueueDoesNotExist");

    TestRun run = run();

    assertThat(run.status()).isEqualTo(ExecutionStatus.FAILED);
    Visit sending = run.visits(letter).getFirst();
    assertThat(sending).wasRetried(3).caught("Sqs.QueueDoesNotExist");
    assertThat(run.visits(sending.next().orElseThrow()).getFirst())
        .failedWith(MODEL + "BadInputException");
  }

  static Stream<Arguments> queues() {
    return Stream.of(
        Arguments.of("Send chunk to dead letters", "Map chunk"),
        Arguments.of("Send partition to dead letters", "Reduce partition"),
        Arguments.of("Send run to dead letters", "Check seams"));
  }

  @ParameterizedTest
  @MethodSource("functions")
  void whatCanPassIsTriedAgainAndNoLongerThanItMay(String state) {
    for (Tries tries :
        List.of(
            new Tries("Lambda.TooManyRequestsException", 12),
            new Tries("Lambda.ServiceException", 3),
            new Tries("Sandbox.Timedout", 1),
            new Tries(MODEL + "DeadlineException", 1),
            new Tries(MODEL + "InputChangedException", 0))) {
      explained(state);
      machine
          .given(state, BatchMachineTest::isFirst)
          .fails(tries.error)
          .times(Math.max(1, tries.retries))
          .returnsPayload(ANSWERS.get(state));

      Visit visit = run().visits(state).getFirst();

      assertThat(visit.retries())
          .as("%s of %s", tries, state)
          .hasSize(tries.retries)
          .allSatisfy(retry -> {
            assertThat(retry.error()).hasValue(tries.error);
            assertThat(retry.delay()).isBetween(Duration.ZERO, LONGEST_PAUSE);
          });
      assertThat(visit.caught().isPresent()).isEqualTo(tries.retries == 0);
    }
  }

  /// An error, and how often it is tried again.
  private record Tries(String error, int retries) {}

  @ParameterizedTest
  @MethodSource("functions")
  void aFunctionThatIsLostTimesOutAndIsTriedOnceMore(String state) {
    explained(state);
    machine
        .given(state, BatchMachineTest::isFirst)
        .neverAnswers()
        .times(2)
        .returnsPayload(ANSWERS.get(state));

    Visit visit = run().visits(state).getFirst();

    assertThat(visit).wasRetriedFor("States.Timeout").caught("States.Timeout");
    boolean item = state.matches("Map chunk|Reduce partition");
    assertThat(visit.attempts().getLast().at())
        .isBetween(
            visit.entered().plusSeconds(item ? 135 : 920),
            visit.entered().plusSeconds(item ? 136 : 921));
  }

  /// A text that a state was first called with.
  private static String called(TestRun run, String state, String pointer) {
    return run.state(state).attempts().getFirst().arguments().at(pointer).textValue();
  }

  /// Of a map's items the first one, and every call outside maps: a failure stops the others.
  private static boolean isFirst(JsonNode arguments) {
    return arguments.at("/Payload/item/id").asInt() == 0;
  }

  /// The state that explains is reached by failing first.
  private void explained(String state) {
    if (state.equals("Report failure")) {
      machine.given("Publish").fails(MODEL + "UnbalancedException", "2 rows are missing");
    }
  }

  static Stream<String> functions() {
    return ANSWERS.keySet().stream().sorted();
  }
}
