package dev.batchwright.states.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.engine.StatesEngine;
import dev.batchwright.states.query.Json;
import dev.batchwright.states.time.SimulatedTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;

final class StepFunctionsApiTest {

  private static final String ROLE = "arn:aws:iam::000000000000:role/r";
  private static final String WAIT =
      """
      {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 3600, "End": true}}}
      """;
  private static final String PASS =
      """
      {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}
      """;

  private final SimulatedTime time = SimulatedTime.manual(Instant.parse("2026-01-01T00:00:00Z"));
  private final BlockingQueue<String> tokens = new LinkedBlockingQueue<>();
  private final StepFunctionsApi api =
      new StepFunctionsApi(
          StatesEngine.builder()
              .time(time)
              .seed(3)
              .integrations(call -> {
                call.taskToken().ifPresent(tokens::add);
                return call.arguments();
              })
              .build());

  private JsonNode call(String operation, String request, Object... values) throws ApiException {
    try {
      return api.call(operation, Json.parse(request.formatted(values)));
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private ApiException refused(String operation, String request, Object... values) {
    return catchThrowableOfType(ApiException.class, () -> call(operation, request, values));
  }

  private String create(String name, String type, String definition) throws ApiException {
    ObjectNode request =
        Json.mapper()
            .createObjectNode()
            .put("name", name)
            .put("type", type)
            .put("roleArn", ROLE)
            .put("definition", definition);
    return api.call("CreateStateMachine", request).get("stateMachineArn").asText();
  }

  private String start(String machine, String name, String input) throws ApiException {
    ObjectNode request =
        Json.mapper()
            .createObjectNode()
            .put("stateMachineArn", machine)
            .put("name", name)
            .put("input", input);
    return api.call("StartExecution", request).get("executionArn").asText();
  }

  @Test
  void theSameNameAndInputIsTheSameExecutionWhileItRuns() throws Exception {
    String machine = create("m", "STANDARD", WAIT);
    String arn = start(machine, "run-1", "{\"a\": 1}");

    assertThat(arn).isEqualTo("arn:aws:states:us-east-1:000000000000:execution:m:run-1");
    assertThat(start(machine, "run-1", "{ \"a\":1 }")).isEqualTo(arn);
    ApiException other =
        catchThrowableOfType(ApiException.class, () -> start(machine, "run-1", "{\"a\": 2}"));
    assertThat(other.code()).isEqualTo("ExecutionAlreadyExists");

    time.advance(Duration.ofHours(1));
    ApiException closed =
        catchThrowableOfType(ApiException.class, () -> start(machine, "run-1", "{\"a\": 1}"));
    assertThat(closed.code()).isEqualTo("ExecutionAlreadyExists");
    JsonNode described = call("DescribeExecution", "{\"executionArn\": \"%s\"}", arn);
    assertThat(described.get("status").asText()).isEqualTo("SUCCEEDED");
    assertThat(described.get("stopDate").doubleValue() - described.get("startDate").doubleValue())
        .isEqualTo(3600.0);
    assertThat(described.get("output").asText()).isEqualTo("{\"a\":1}");
  }

  @Test
  void machinesAreCreatedOnceAndUpdated() throws Exception {
    String machine = create("m", "STANDARD", PASS);

    assertThat(create("m", "STANDARD", PASS)).isEqualTo(machine);
    assertThat(catchThrowableOfType(ApiException.class, () -> create("m", "STANDARD", WAIT)).code())
        .isEqualTo("StateMachineAlreadyExists");
    ObjectNode update =
        Json.mapper().createObjectNode().put("stateMachineArn", machine).put("definition", WAIT);
    api.call("UpdateStateMachine", update);
    JsonNode described = call("DescribeStateMachine", "{\"stateMachineArn\": \"%s\"}", machine);
    assertThat(described.get("definition").asText()).isEqualTo(WAIT);
    assertThat(described.get("status").asText()).isEqualTo("ACTIVE");
    assertThat(described.get("type").asText()).isEqualTo("STANDARD");
    assertThat(call("ListStateMachines", "{}").get("stateMachines")).hasSize(1);

    call("DeleteStateMachine", "{\"stateMachineArn\": \"%s\"}", machine);
    assertThat(refused("DescribeStateMachine", "{\"stateMachineArn\": \"%s\"}", machine).code())
        .isEqualTo("StateMachineDoesNotExist");
  }

  @Test
  void anInvalidDefinitionIsRefusedWithEveryProblem() {
    String bad =
        """
        {"StartAt": "A", "States": {"A": {"Type": "Pass", "Next": "B"}, "C": {"Type": "Wait"}}}
        """;
    ApiException refused =
        catchThrowableOfType(ApiException.class, () -> create("m", "STANDARD", bad));

    assertThat(refused.code()).isEqualTo("InvalidDefinition");
    assertThat(refused)
        .hasMessageContaining("at /States/A/Next")
        .hasMessageContaining("at /States/C");
  }

  @Test
  void aStoppedExecutionIsAborted() throws Exception {
    String machine = create("m", "STANDARD", WAIT);
    String arn = start(machine, "run", "{}");

    call(
        "StopExecution",
        "{\"executionArn\": \"%s\", \"error\": \"Enough\", \"cause\": \"by hand\"}",
        arn);

    JsonNode described = call("DescribeExecution", "{\"executionArn\": \"%s\"}", arn);
    assertThat(described.get("status").asText()).isEqualTo("ABORTED");
    assertThat(described.get("error").asText()).isEqualTo("Enough");
    assertThat(
            call(
                    "ListExecutions",
                    "{\"stateMachineArn\": \"%s\", \"statusFilter\": \"RUNNING\"}",
                    machine)
                .get("executions"))
        .isEmpty();
  }

  @Test
  void historyIsReadInPagesAndInReverse() throws Exception {
    String machine = create("m", "STANDARD", PASS);
    String arn = start(machine, "run", "{\"a\":1}");
    time.advance(Duration.ZERO);

    List<String> types = new ArrayList<>();
    String token = "";
    do {
      JsonNode page =
          call(
              "GetExecutionHistory",
              "{\"executionArn\": \"%s\", \"maxResults\": 3 %s}",
              arn,
              token.isEmpty() ? "" : ", \"nextToken\": \"" + token + "\"");
      page.get("events").forEach(event -> types.add(event.get("type").asText()));
      token = page.path("nextToken").asText("");
    } while (!token.isEmpty());
    assertThat(types)
        .containsExactly(
            "ExecutionStarted", "PassStateEntered", "PassStateExited", "ExecutionSucceeded");

    JsonNode reverse =
        call(
            "GetExecutionHistory",
            "{\"executionArn\": \"%s\", \"reverseOrder\": true, \"maxResults\": 2}",
            arn);
    assertThat(reverse.at("/events/0/id").asInt()).isEqualTo(4);
    assertThat(reverse.at("/events/1/stateExitedEventDetails/output").asText())
        .isEqualTo("{\"a\":1}");
    JsonNode bare =
        call(
            "GetExecutionHistory",
            "{\"executionArn\": \"%s\", \"includeExecutionData\": false}",
            arn);
    assertThat(bare.at("/events/1/stateEnteredEventDetails").toString())
        .isEqualTo("{\"name\":\"P\"}");
  }

  @Test
  void aTaskTokenCompletesItsStateOnce() throws Exception {
    String machine =
        create(
            "m",
            "STANDARD",
            """
            {"StartAt": "T", "States": {"T": {"Type": "Task", "HeartbeatSeconds": 60,
             "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
             "Parameters": {"QueueUrl": "q", "MessageBody.$": "$$.Task.Token"}, "End": true}}}
            """);
    String arn = start(machine, "run", "{}");
    String token = tokens.take();

    time.advance(Duration.ofSeconds(50));
    call("SendTaskHeartbeat", "{\"taskToken\": \"%s\"}", token);
    time.advance(Duration.ofSeconds(50));
    call("SendTaskSuccess", "{\"taskToken\": \"%s\", \"output\": \"{\\\"ok\\\":true}\"}", token);
    time.advance(Duration.ZERO);

    JsonNode described = call("DescribeExecution", "{\"executionArn\": \"%s\"}", arn);
    assertThat(described.get("output").asText()).isEqualTo("{\"ok\":true}");
    assertThat(
            refused("SendTaskSuccess", "{\"taskToken\": \"%s\", \"output\": \"{}\"}", token).code())
        .isEqualTo("TaskTimedOut");
    assertThat(refused("SendTaskHeartbeat", "{\"taskToken\": \"nonsense\"}").code())
        .isEqualTo("InvalidToken");
  }

  @Test
  void anExpressMachineAnswersAtOnce() throws Exception {
    String machine = create("e", "EXPRESS", PASS);

    JsonNode answer =
        call(
            "StartSyncExecution",
            "{\"stateMachineArn\": \"%s\", \"input\": \"{\\\"x\\\":1}\"}",
            machine);

    assertThat(answer.get("status").asText()).isEqualTo("SUCCEEDED");
    assertThat(answer.get("output").asText()).isEqualTo("{\"x\":1}");
    assertThat(answer.get("executionArn").asText()).contains(":express:e:");
    assertThat(refused("ListExecutions", "{\"stateMachineArn\": \"%s\"}", machine).code())
        .isEqualTo("StateMachineTypeNotSupported");
  }

  @Test
  void mapRunsAndTheirStandardChildrenAreListed() throws Exception {
    String machine =
        create(
            "m",
            "STANDARD",
            """
            {"StartAt": "M", "States": {"M": {"Type": "Map", "Label": "L", "End": true,
             "MaxConcurrency": 2, "ItemProcessor": {
             "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
             "StartAt": "P", "States": {"P": {"Type": "Wait", "Seconds": 10, "End": true}}}}}}
            """);
    String arn = start(machine, "run", "[1, 2, 3]");
    time.advance(Duration.ZERO);

    String run =
        call("ListMapRuns", "{\"executionArn\": \"%s\"}", arn).at("/mapRuns/0/mapRunArn").asText();
    JsonNode described = call("DescribeMapRun", "{\"mapRunArn\": \"%s\"}", run);
    assertThat(described.at("/itemCounts/running").asInt()).isEqualTo(2);
    assertThat(described.at("/itemCounts/pending").asInt()).isEqualTo(1);
    call("UpdateMapRun", "{\"mapRunArn\": \"%s\", \"maxConcurrency\": 3}", run);
    time.advance(Duration.ofSeconds(10));

    JsonNode ended = call("DescribeMapRun", "{\"mapRunArn\": \"%s\"}", run);
    assertThat(ended.get("status").asText()).isEqualTo("SUCCEEDED");
    assertThat(ended.get("maxConcurrency").asInt()).isEqualTo(3);
    assertThat(ended.at("/executionCounts/succeeded").asInt()).isEqualTo(3);
    JsonNode children = call("ListExecutions", "{\"mapRunArn\": \"%s\"}", run).get("executions");
    assertThat(children).hasSize(3);
    String child = children.get(0).get("executionArn").asText();
    assertThat(call("DescribeExecution", "{\"executionArn\": \"%s\"}", child).get("mapRunArn"))
        .isEqualTo(Json.mapper().valueToTree(run));
    assertThat(
            call("DescribeStateMachineForExecution", "{\"executionArn\": \"%s\"}", child)
                .get("label")
                .asText())
        .isEqualTo("L");
    assertThat(call("DescribeExecution", "{\"executionArn\": \"%s\"}", arn).get("output").asText())
        .isEqualTo("[1,2,3]");
  }

  @Test
  void tagsAreKept() throws Exception {
    String machine = create("m", "STANDARD", PASS);
    call(
        "TagResource",
        "{\"resourceArn\": \"%s\", \"tags\": [{\"key\": \"a\", \"value\": \"1\"},"
            + " {\"key\": \"b\", \"value\": \"2\"}]}",
        machine);
    call("UntagResource", "{\"resourceArn\": \"%s\", \"tagKeys\": [\"a\"]}", machine);

    assertThat(
            call("ListTagsForResource", "{\"resourceArn\": \"%s\"}", machine)
                .get("tags")
                .toString())
        .isEqualTo("[{\"key\":\"b\",\"value\":\"2\"}]");
  }

  @Test
  void refusalsNameWhatIsWrong() {
    assertThat(refused("Nonsense", "{}").code()).isEqualTo("UnknownOperationException");
    assertThat(refused("StartExecution", "{}").code()).isEqualTo("ValidationException");
    assertThat(refused("DescribeExecution", "{\"executionArn\": \"x\"}").code())
        .isEqualTo("InvalidArn");
    assertThat(refused("ListStateMachines", "{\"nextToken\": \"x\"}").code())
        .isEqualTo("InvalidToken");
  }
}
