package dev.batchwright.states.junit;

import static dev.batchwright.states.junit.StatesAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What mocks do, and what a test is told that asks for what cannot be.
class MachineTesterTest {

  private static final String MACHINE =
      """
      {"QueryLanguage": "JSONata", "StartAt": "Work", "States": {
        "Work": {"Type": "Task", "Resource": "arn:aws:states:::lambda:invoke",
          "Arguments": "{% $states.input %}", "TimeoutSeconds": 60, "Next": "Again?",
          "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 1, "BackoffRate": 1}]},
        "Again?": {"Type": "Choice", "Default": "Done", "Choices": [
          {"Condition": "{% $states.input.again = true %}", "Next": "Work"}]},
        "Done": {"Type": "Succeed"}}}
      """;

  private static final String TOKEN =
      """
      {"QueryLanguage": "JSONata", "StartAt": "Ask", "States": {
        "Ask": {"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
          "Arguments": {"QueueUrl": "q", "MessageBody": "{% $states.context.Task.Token %}"},
          "HeartbeatSeconds": 600, "End": true}}}
      """;

  private final MachineTester machine = MachineTester.definition(MACHINE);
  private final MachineTester token = MachineTester.definition(TOKEN);

  @Test
  void answersArePlayedInOrderOverRetriesAndLoopsAndTheLastOneStays() {
    machine
        .given("Work")
        .returns("{\"again\": true}")
        .fails("Busy")
        .returns("{\"again\": true}")
        .times(2)
        .returns("{\"again\": false}");

    TestRun run = machine.run();

    assertThat(run)
        .succeededWith("{\"again\": false}")
        .tookPath("Work", "Again?", "Work", "Again?", "Work", "Again?", "Work", "Again?", "Done");
    assertThat(run.visit("Work", 2)).wasRetried(1);
    assertThat(run.visit("Work", 3)).wasRetried(0);
  }

  @Test
  void anAnswerTakesItsTimeAndMayTakeTooMuch() {
    machine.given("Work").takes(Duration.ofSeconds(59)).returns("{}");
    assertThat(machine.run()).succeeded().took(Duration.ofSeconds(59));

    machine.given("Work").takes(Duration.ofSeconds(61)).returns("{}");
    assertThat(machine.run()).failedWith("States.Timeout").took(Duration.ofSeconds(60));

    machine.given("Work").takes(Duration.ofSeconds(7)).fails("Broken", "into pieces");
    assertThat(machine.run()).failedWith("Broken", "into pieces").took(Duration.ofSeconds(7));
  }

  @Test
  void aTaskWithoutTimeoutThatNeverAnswersLastsAsLongAsAnExecutionMay() {
    MachineTester patient =
        MachineTester.definition(MACHINE.replace("\"TimeoutSeconds\": 60,", ""));
    patient.given("Work").neverAnswers();
    assertThat(patient.run()).timedOut().took(Duration.ofDays(365));
  }

  @Test
  void aFunctionOfTheCallAnswers() {
    machine
        .given("Work")
        .answersPayload(
            call -> Map.of("n", call.arguments().path("n").asInt() + 1, "attempt", call.attempt()));
    assertThat(machine.run(Map.of("n", 41)))
        .succeededWith(
            """
            {"StatusCode": 200, "ExecutedVersion": "$LATEST",
             "Payload": {"n": 42.0, "attempt": 0}}
            """);
    machine.given("Work").echoes();
    assertThat(machine.run("{\"x\": [1]}")).succeededWith("{\"x\": [1]}");
  }

  @Test
  void aTokenComesBackWithAResultOrAnErrorOrNotAtAll() {
    token.given("Ask").takes(Duration.ofSeconds(599)).callsBack("7");
    assertThat(token.run()).succeededWith("7").took(Duration.ofSeconds(599));

    token.given("Ask").callsBackFailing("No", "never");
    assertThat(token.run())
        .failedWith("No", "never")
        .hasEventsInOrder("TaskSubmitted", "TaskFailed")
        .took(Duration.ZERO);

    token.given("Ask").fails("Queue.Full");
    assertThat(token.run()).failedWith("Queue.Full");

    token.given("Ask").neverAnswers();
    assertThat(token.run()).failedWith("States.Timeout").took(Duration.ofSeconds(600));
  }

  @Test
  void heartbeatsKeepATokenAliveUntilTheyStop() {
    token
        .given("Ask")
        .takes(Duration.ofHours(5))
        .sendsHeartbeatEvery(Duration.ofSeconds(599))
        .callsBackWith(call -> call.arguments().path("MessageBody"));
    TestRun run = token.run();
    assertThat(run).succeeded().took(Duration.ofHours(5));
    assertThat(run.output().orElseThrow().asText()).startsWith("AQC");

    token
        .given("Ask")
        .takes(Duration.ofHours(5))
        .sendsHeartbeatEvery(Duration.ofSeconds(601))
        .callsBack("7");
    assertThat(token.run()).failedWith("States.Timeout").took(Duration.ofSeconds(600));
  }

  @Test
  void aMockWithAConditionGoesBeforeOneWithoutAndALaterOneBeforeAnEarlier() {
    machine
        .given("Work", it -> it.path("n").asInt() > 1)
        .returns("\"many\"")
        .given("Work", it -> it.path("n").asInt() > 5)
        .returns("\"very many\"")
        .given("Work")
        .returns("\"few\"");
    MachineTester plain =
        MachineTester.definition(
            """
            {"QueryLanguage": "JSONata", "StartAt": "Work", "States": {"Work": {"Type": "Task",
              "Resource": "arn:aws:states:eu-west-1:123456789012:activity:work", "End": true}}}
            """);
    plain
        .given("Work", it -> it.path("n").asInt() > 1)
        .returns("\"many\"")
        .given("Work", it -> it.path("n").asInt() > 5)
        .returns("\"very many\"")
        .given("Work")
        .returns("\"few\"");
    assertThat(plain.run("{\"n\": 1}")).succeededWith("\"few\"");
    assertThat(plain.run("{\"n\": 2}")).succeededWith("\"many\"");
    assertThat(plain.run("{\"n\": 6}")).succeededWith("\"very many\"");
    assertThat(plain.run("{\"n\": 6}").unusedMocks()).containsExactly("Work");
  }

  @Test
  void aTaskWithoutAMockFailsTheTestAndSaysHowToMockIt() {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(() -> machine.run("{\"n\": 1}"))
        .withMessageContaining("the Task state 'Work' has no mock")
        .withMessageContaining("arn:aws:states:::lambda:invoke")
        .withMessageContaining("with {\"n\":1}")
        .withMessageContaining("machine.given(\"Work\").returnsPayload(...);")
        .withMessageContaining("0:00:00.000  Work  entered   {\"n\":1}");
    machine.given("Work", _ -> false).returns("1");
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(machine::run)
        .withMessageContaining("'Work' was called with arguments that no mock of it takes");
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(token::run)
        .withMessageContaining("machine.given(\"Ask\").callsBack(...);");
  }

  @Test
  void aTaskWithoutAMockFailsTheTestAlsoWhereTheMachineCatchesEverything() {
    MachineTester catching =
        MachineTester.definition(
            MACHINE.replace(
                "\"Retry\":",
                "\"Catch\": [{\"ErrorEquals\": [\"States.Runtime\"], \"Next\": \"Done\"}],"
                    + " \"Retry\":"));
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(catching::run)
        .withMessageContaining("'Work' has no mock");
  }

  @Test
  void aMockThatThrowsFailsTheTestWithWhatItThrew() {
    machine
        .given("Work")
        .answers(_ -> {
          throw new ArithmeticException("by zero");
        });
    assertThatIllegalStateException()
        .isThrownBy(machine::run)
        .withMessageContaining("by zero")
        .withCauseInstanceOf(ArithmeticException.class);
    machine
        .given("Work")
        .answers(_ -> {
          throw new AssertionError("not with these arguments");
        });
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(machine::run)
        .withMessage("not with these arguments");
  }

  @Test
  void namesThatAreNotThereAreRefusedWithThoseThatAre() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> machine.given("work"))
        .withMessage(
            "the definition has no state 'work' (did you mean 'Work'?). Its Task states: 'Work'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> machine.given("Again?"))
        .withMessage(
            "the definition has 'Again?' as a Choice state; only Task states are mocked. Its Task"
                + " states: 'Work'");
    machine.given("Work").returns("{}");
    TestRun run = machine.run();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> run.state("Dome"))
        .withMessageContaining("did you mean 'Done'?")
        .withMessageContaining("'Work', 'Again?', 'Done'");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> assertThat(run).neverVisited("Nowhere"))
        .withMessageContaining("has no state 'Nowhere'.");
  }

  @Test
  void answersThatCannotBeAreRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> machine.given("Work").callsBack("1"))
        .withMessageContaining("'Work' does not wait for a task token");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> machine.given("Work").sendsHeartbeatEvery(Duration.ofSeconds(1)));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> token.given("Ask").returns("1"))
        .withMessageContaining("'Ask' waits for its task token: say callsBack(...)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> token.given("Ask").returnsPayload("1"))
        .withMessageContaining("has no Payload: say returns(...)");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> machine.given("Work").returns("not JSON"))
        .withMessageContaining("a String is read as JSON text");
    assertThatIllegalArgumentException().isThrownBy(() -> machine.given("Work").times(2));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> machine.given("Work").takes(Duration.ofSeconds(-1)));
    machine.given("Work").returns("1").takes(Duration.ofSeconds(1));
    assertThatIllegalStateException()
        .isThrownBy(machine::run)
        .withMessageContaining("given('Work') does not end with an answer");
  }

  @Test
  void machinesThatCannotBeLoadedAreRefusedWithEverythingThatIsWrong() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> MachineTester.file("machines/none.asl.json", Map.of()))
        .withMessageContaining("there is no state machine file machines/none.asl.json");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            MachineTester.file(
                "machines/order-fulfilment.asl.json", Map.of("CarrierFunction", "x")))
        .withMessageContaining("no value is given for the placeholders [ChargeCardFunction,")
        .withMessageContaining("such as \"ChargeCardFunction=value\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() ->
            MachineTester.definition(
                "{\"StartAt\": \"A\", \"States\": {\"B\": {\"Type\": \"Pass\"}}}"))
        .withMessageContaining("$.StartAt")
        .withMessageContaining("$.States.B");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> machine.object("stock/list.csv", "x"))
        .withMessage("expected s3://BUCKET/KEY, got stock/list.csv");
  }

  @Test
  void aFileIsFoundFromTheWorkingDirectoryUpwards() {
    String path = "states-junit/src/test/resources/machines/restock.asl.json";
    assertThat(
            MachineTester.file(path, Map.of())
                .object("s3://stock/a", "sku,left\n")
                .run("{\"list\": \"a\"}"))
        .succeeded();
  }
}
