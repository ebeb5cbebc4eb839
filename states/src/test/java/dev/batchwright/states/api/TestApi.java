package dev.batchwright.states.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.engine.StatesEngine;
import dev.batchwright.states.port.TaskCall;
import dev.batchwright.states.port.TaskFailure;
import dev.batchwright.states.port.TaskIntegrations;
import dev.batchwright.states.query.Json;
import dev.batchwright.states.time.SimulatedTime;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/// An API under simulated time that tests move on, and the calls that they make of it. Tasks answer
/// their own arguments.
final class TestApi {

  static final String ROLE = "arn:aws:iam::000000000000:role/r";
  static final String PREFIX = "arn:aws:states:us-east-1:000000000000:";
  static final String WAIT =
      """
      {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 3600, "End": true}}}
      """;
  static final String PASS =
      """
      {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}
      """;

  final SimulatedTime time = SimulatedTime.manual(Instant.parse("2026-01-01T00:00:00Z"));
  final BlockingQueue<String> tokens = new LinkedBlockingQueue<>();
  final StepFunctionsApi api;

  TestApi() {
    this(TaskCall::arguments);
  }

  /// What a test's tasks answer.
  @FunctionalInterface
  interface Tasks {
    JsonNode answer(TaskCall call) throws TaskFailure;
  }

  TestApi(Tasks tasks) {
    TaskIntegrations integrations =
        call -> {
          call.taskToken().ifPresent(tokens::add);
          return tasks.answer(call);
        };
    api = StepFunctionsApi.over(StatesEngine.builder().time(time).seed(3), integrations);
  }

  static JsonNode json(String text, Object... values) {
    try {
      return Json.parse(text.formatted(values));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(text.formatted(values), e);
    }
  }

  JsonNode call(String operation, String request, Object... values) throws ApiException {
    return api.call(operation, json(request, values));
  }

  /// The text of one member of the answer.
  String text(String member, String operation, String request, Object... values)
      throws ApiException {
    return call(operation, request, values).path(member).asText();
  }

  ApiException refused(String operation, String request, Object... values) {
    ApiException refusal =
        catchThrowableOfType(ApiException.class, () -> call(operation, request, values));
    assertThat(refusal).as("%s was not refused", operation).isNotNull();
    return refusal;
  }

  String create(String name, String type, String definition) throws ApiException {
    ObjectNode request = creation(name, definition).put("type", type);
    return api.call("CreateStateMachine", request).get("stateMachineArn").asText();
  }

  String create(String name, String definition) throws ApiException {
    return create(name, "STANDARD", definition);
  }

  static ObjectNode creation(String name, String definition) {
    return Json.mapper()
        .createObjectNode()
        .put("name", name)
        .put("roleArn", ROLE)
        .put("definition", definition);
  }

  String start(String machine, String name, String input) throws ApiException {
    ObjectNode request =
        Json.mapper()
            .createObjectNode()
            .put("stateMachineArn", machine)
            .put("name", name)
            .put("input", input);
    return api.call("StartExecution", request).get("executionArn").asText();
  }

  JsonNode describe(String executionArn) throws ApiException {
    return call("DescribeExecution", "{\"executionArn\": \"%s\"}", executionArn);
  }

  JsonNode events(String executionArn) throws ApiException {
    return call("GetExecutionHistory", "{\"executionArn\": \"%s\"}", executionArn).get("events");
  }
}
