package dev.batchwright.states.junit;

import static dev.batchwright.states.junit.StatesAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/// Every assertion can fail, says what it expected and what it found, and tells the story.
class AssertionsTest {

  private static final String MACHINE =
      """
      {"QueryLanguage": "JSONata", "StartAt": "Work", "States": {
        "Work": {"Type": "Task", "Resource": "arn:aws:lambda:eu-west-1:123456789012:function:work",
          "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 3}],
          "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Lost"}],
          "Assign": {"done": 1}, "Next": "Enough?"},
        "Enough?": {"Type": "Choice", "Default": "Items", "Choices": [
          {"Condition": "{% $done > 1 %}", "Next": "Lost"}]},
        "Items": {"Type": "Map", "Items": ["a", "b"], "End": true, "ItemProcessor": {
          "StartAt": "Item", "States": {"Item": {"Type": "Pass", "End": true,
            "Assign": {"seen": "{% $states.input %}"}}}}},
        "Lost": {"Type": "Fail", "Error": "Lost", "Cause": "on the way"}}}
      """;

  private static TestRun good() {
    return MachineTester.definition(MACHINE).given("Work").fails("Busy").returns("5").run("{}");
  }

  private static TestRun bad() {
    return MachineTester.definition(MACHINE).given("Work").fails("Broken").run("{}");
  }

  static Stream<Arguments> wrong() {
    TestRun good = good();
    TestRun bad = bad();
    Visit work = good.state("Work");
    InnerRun item = good.state("Items").item(1);
    return Stream.of(
        wrong("expected: SUCCEEDED", () -> assertThat(bad).succeeded()),
        wrong("expected: [1]", () -> assertThat(good).succeededWith("[1]")),
        wrong("expected: FAILED", () -> assertThat(good).failedWith("Lost")),
        wrong("but was: Lost: on the way", () -> assertThat(bad).failedWith("Broken")),
        wrong("text with at home", () -> assertThat(bad).failedWith("Lost", "at home")),
        wrong("expected: TIMED_OUT", () -> assertThat(bad).timedOut()),
        wrong("but was: [Work, Enough?, Items]", () -> assertThat(good).tookPath("Work", "Items")),
        wrong("to visit 'Lost', but never did", () -> assertThat(good).visited("Item", "Lost")),
        wrong("never to visit 'Item', but did", () -> assertThat(good).neverVisited("Item")),
        wrong("but was: PT3S", () -> assertThat(good).took(Duration.ofSeconds(4))),
        wrong(
            "took PT3S, expected PT4S to PT5S",
            () -> assertThat(good).tookBetween(Duration.ofSeconds(4), Duration.ofSeconds(5))),
        wrong(
            "took PT3S, expected PT1S to PT2S",
            () -> assertThat(good).tookBetween(Duration.ofSeconds(1), Duration.ofSeconds(2))),
        wrong("variable $done", () -> assertThat(good).hasVariable("done", 2)),
        wrong("but was: nothing", () -> assertThat(good).hasVariable("seen", "\"b\"")),
        wrong("but was: [ExecutionStarted,", () -> assertThat(good).hasEvents("TaskStateEntered")),
        wrong(
            "has no event TaskStateEntered after",
            () -> assertThat(good).hasEventsInOrder("TaskStateExited", "TaskStateEntered")),
        wrong("expected: {\"a\":1}", () -> assertThat(work).hasInput("{\"a\": 1}")),
        wrong("but was: 5", () -> assertThat(work).hasOutput("6")),
        wrong("arguments of the call", () -> assertThat(work).calledWith("[]")),
        wrong("but was: nothing", () -> assertThat(good.state("Enough?")).calledWith("[]")),
        wrong("variable $done", () -> assertThat(work).assigned("done", 3)),
        wrong("but was: Enough?", () -> assertThat(work).wentTo("Lost")),
        wrong("but was: none", () -> assertThat(good.state("Items")).wentTo("Lost")),
        wrong("but was: 1", () -> assertThat(work).wasRetried(2)),
        wrong("but was: [PT3S]", () -> assertThat(work).wasRetriedAfter()),
        wrong("but was: [Busy]", () -> assertThat(work).wasRetriedFor("Busy", "Busy")),
        wrong("but was: none", () -> assertThat(work).caught("Busy")),
        wrong("but was: Broken", () -> assertThat(bad.state("Work")).caught("Busy")),
        wrong("but was: none", () -> assertThat(work).failedWith("Busy")),
        wrong("OptionalInt[0]", () -> assertThat(good.state("Enough?")).decidedByRule(0)),
        wrong("number of items", () -> assertThat(good.state("Items")).hasItems(3)),
        wrong("but was: PT3S", () -> assertThat(work).lasted(Duration.ZERO)),
        wrong("In Items[1]", () -> assertThat(item).succeededWith("\"a\"")),
        wrong("expected: FAILED", () -> assertThat(item).failedWith("Lost")),
        wrong("expected: ABORTED", () -> assertThat(item).wasStopped()),
        wrong("but was: [Item]", () -> assertThat(item).tookPath()),
        wrong("variable $seen", () -> assertThat(item).hasVariable("seen", "\"a\"")),
        wrong("'Lost' was expected to be visited", () -> good.state("Lost")),
        wrong("'Item' was visited 2 times: say which with", () -> good.state("Item")),
        wrong("visit 3 of 'Item' was expected, but there were 2", () -> good.visit("Item", 3)),
        wrong("item 2 of 'Items' was expected to run", () -> good.state("Items").item(2)),
        wrong("branch 7 of 'Items' was expected", () -> good.state("Items").branch(7)),
        wrong("In Items[1]: 'Work' was expected", () -> item.state("Work")),
        wrong("there are only []", () -> good.object("s3://b/k")));
  }

  private static Arguments wrong(String message, Executable assertion) {
    return arguments(message, assertion);
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void aFailureSaysWhatAndTellsTheStory(String message, Executable assertion) {
    assertThatExceptionOfType(AssertionError.class)
        .isThrownBy(assertion::execute)
        .withMessageContaining(message)
        .withMessageContaining("the definition ")
        .withMessageContaining("0:00:00.000  Work");
  }

  @Test
  void allOfThemHoldWhereTheyShould() {
    TestRun good = good();
    assertThat(good)
        .succeededWith("[\"a\", \"b\"]")
        .tookPath("Work", "Enough?", "Items")
        .visited("Item")
        .neverVisited("Lost")
        .took(Duration.ofSeconds(3))
        .tookBetween(Duration.ofSeconds(3), Duration.ofSeconds(3))
        .hasVariable("done", "1.0")
        .hasEventsInOrder("ExecutionStarted", "MapIterationStarted", "ExecutionSucceeded")
        .usedEveryMock();
    assertThat(good.state("Work"))
        .hasInput("{}")
        .hasOutput(5)
        .calledWith("{}")
        .assigned("done", 1)
        .wentTo("Enough?")
        .wasRetried(1)
        .wasRetriedAfter(Duration.ofSeconds(3))
        .wasRetriedFor("Busy")
        .lasted(Duration.ofSeconds(3));
    assertThat(good.state("Work").attempts())
        .extracting(it -> it.at().getEpochSecond() % 60)
        .containsExactly(0L, 3L);
    assertThat(good.state("Enough?")).decidedByDefault();
    assertThat(good.state("Items").item(1)).succeededWith("\"b\"").hasVariable("seen", "\"b\"");
    assertThat(bad()).failedWith("Lost", "the way");
    assertThat(bad().state("Work")).caught("Broken");
    assertThat(bad().state("Lost")).failedWith("Lost");
  }

  @Test
  void theStoryIsATableThatOneCanRead() {
    assertThat(bad().toString())
        .isEqualTo(
            """
            the definition FAILED with Lost: on the way, after 0 s, seed 1
              0:00:00.000  Work  entered   {}
              0:00:00.000        calls     {}
              0:00:00.000        catches   Catch[0]: Broken
              0:00:00.000        left      → Lost with {"Error":"Broken"}
              0:00:00.000  Lost  entered   {"Error":"Broken"}
              0:00:00.000        failed    Lost: on the way
              0:00:00.000        ended     FAILED with Lost
            """);
  }

  @Test
  void aLongStoryKeepsItsStartAndItsEnd() {
    TestRun run =
        MachineTester.definition(MACHINE.replace("[\"a\", \"b\"]", "\"{% [1..500] %}\""))
            .given("Work")
            .returns("5")
            .run("{}");
    assertThat(run.toString().lines()).hasSizeBetween(100, 130);
    assertThat(run.toString()).contains("Work").contains(" more lines ").contains("SUCCEEDED\n");
  }
}
