package dev.batchwright.states.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class NestedExecutionsTest {

  private static final String CHILD =
      """
      {"StartAt": "W", "States": {
        "W": {"Type": "Wait", "Seconds": 7200, "Next": "C"},
        "C": {"Type": "Choice", "Default": "P",
              "Choices": [{"Variable": "$.bad", "IsPresent": true, "Next": "F"}]},
        "P": {"Type": "Pass", "Result": {"done": 1}, "End": true},
        "F": {"Type": "Fail", "Error": "Broken", "Cause": "bad input"}}}
      """;

  private final TestApi api = new TestApi();

  private String run(String pattern, String input) throws ApiException {
    String child = api.create("child", CHILD);
    String parent =
        api.create(
            "parent",
            """
            {"StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
             "Resource": "arn:aws:states:::states:startExecution%s",
             "Parameters": {"StateMachineArn": "%s", "Name": "nested", "Input.$": "$"}}}}
            """
                .formatted(pattern, child));
    return api.start(parent, "outer", input);
  }

  @Test
  void aPlainStartDoesNotWait() throws Exception {
    String outer = run("", "{}");
    api.time.advance(Duration.ZERO);

    JsonNode output = TestApi.json(api.describe(outer).get("output").asText());
    assertThat(output.get("ExecutionArn").asText())
        .isEqualTo(TestApi.PREFIX + "execution:child:nested");
    assertThat(api.describe(output.get("ExecutionArn").asText()).get("status").asText())
        .isEqualTo("RUNNING");
  }

  @Test
  void syncWaitsForTheEndAndGivesTheOutputAsText() throws Exception {
    String outer = run(".sync", "{\"x\":1}");
    api.time.advance(Duration.ofSeconds(7199));
    assertThat(api.describe(outer).get("status").asText()).isEqualTo("RUNNING");
    api.time.advance(Duration.ofSeconds(1));

    JsonNode output = TestApi.json(api.describe(outer).get("output").asText());
    assertThat(output.get("Output").asText()).isEqualTo("{\"done\":1}");
    assertThat(output.get("Input").asText()).isEqualTo("{\"x\":1}");
    assertThat(output.get("Status").asText()).isEqualTo("SUCCEEDED");
    assertThat(api.events(outer).findValuesAsText("type"))
        .containsExactly(
            "ExecutionStarted",
            "TaskStateEntered",
            "TaskScheduled",
            "TaskStarted",
            "TaskSubmitted",
            "TaskSucceeded",
            "TaskStateExited",
            "ExecutionSucceeded");
  }

  @Test
  void sync2GivesTheOutputAsJson() throws Exception {
    String outer = run(".sync:2", "{}");
    api.time.advance(Duration.ofHours(2));

    JsonNode output = TestApi.json(api.describe(outer).get("output").asText());
    assertThat(output.at("/Output/done").asInt()).isEqualTo(1);
  }

  @Test
  void aFailedChildFailsTheTask() throws Exception {
    String outer = run(".sync:2", "{\"bad\":1}");
    api.time.advance(Duration.ofHours(2));

    JsonNode described = api.describe(outer);
    assertThat(described.get("error").asText()).isEqualTo("States.TaskFailed");
    JsonNode cause = TestApi.json(described.get("cause").asText());
    assertThat(cause.get("Error").asText()).isEqualTo("Broken");
    assertThat(cause.get("Status").asText()).isEqualTo("FAILED");
  }

  @Test
  void stoppingTheParentStopsTheChild() throws Exception {
    String outer = run(".sync", "{}");
    api.time.advance(Duration.ofSeconds(1));
    api.call("StopExecution", "{\"executionArn\": \"%s\"}", outer);
    api.time.advance(Duration.ZERO);

    assertThat(api.describe(TestApi.PREFIX + "execution:child:nested").get("status").asText())
        .isEqualTo("ABORTED");
  }

  @Test
  void aRefusalIsTheServicesException() throws Exception {
    String outer = run("", "{}");
    api.time.advance(Duration.ZERO);
    String parent = api.describe(outer).get("stateMachineArn").asText();
    String again = api.start(parent, "again", "{\"other\":1}");
    api.time.advance(Duration.ZERO);

    assertThat(api.describe(again).get("error").asText())
        .isEqualTo("StepFunctions.ExecutionAlreadyExistsException");
  }

  @Test
  void theSdkIntegrationSpeaksPascalCase() throws Exception {
    api.create("child", TestApi.PASS);
    String machine =
        api.create(
            "m",
            """
            {"StartAt": "T", "States": {"T": {"Type": "Task", "End": true,
             "Resource": "arn:aws:states:::aws-sdk:sfn:describeStateMachine",
             "Parameters": {"StateMachineArn.$": "$.arn"}}}}
            """);
    String found =
        api.start(machine, "a", "{\"arn\": \"" + TestApi.PREFIX + "stateMachine:child\"}");
    String missing =
        api.start(machine, "b", "{\"arn\": \"" + TestApi.PREFIX + "stateMachine:none\"}");
    api.time.advance(Duration.ZERO);

    JsonNode output = TestApi.json(api.describe(found).get("output").asText());
    assertThat(output.get("Name").asText()).isEqualTo("child");
    assertThat(output.get("CreationDate").asText()).isEqualTo("2026-01-01T00:00:00Z");
    assertThat(api.describe(missing).get("error").asText())
        .isEqualTo("Sfn.StateMachineDoesNotExistException");
  }
}
