package dev.batchwright.states.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.definition.Iteration;
import dev.batchwright.states.definition.State;
import dev.batchwright.states.engine.StateTrial;
import dev.batchwright.states.engine.StatesEngine;
import dev.batchwright.states.engine.TrialAnswer;
import dev.batchwright.states.engine.TrialOutcome;
import dev.batchwright.states.port.ResourceArn;
import dev.batchwright.states.port.ResultCheck;
import dev.batchwright.states.query.Json;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/// TestState.
final class TestStateOperation {

  private static final Set<String> NUMBERS =
      Set.of("maxConcurrency", "toleratedFailureCount", "toleratedFailurePercentage");

  private final StatesEngine engine;

  TestStateOperation(StatesEngine engine) {
    this.engine = engine;
  }

  void addTo(Map<String, StepFunctionsApi.Operation> operations) {
    operations.put("TestState", this::test);
  }

  private ObjectNode test(Request request) throws ApiException {
    SingleState tried = SingleState.of(request);
    State state = tried.state();
    Optional<JsonNode> mock = request.any("mock");
    JsonNode settings = request.any("stateConfiguration").orElseGet(Answers::none);
    if (mock.isPresent()) {
      checkMockable(state);
    } else {
      checkUnmocked(request, state);
    }
    checkCause(state, settings);
    Optional<TrialAnswer> answer =
        mock.isPresent() ? Optional.of(answer(mock.get(), state, settings)) : Optional.empty();
    StateTrial.Order order =
        new StateTrial.Order(
            tried.workflow(),
            tried.name(),
            request.json("input", "InvalidExecutionInput", "Invalid State Machine Execution Input"),
            object(request, "variables").orElseGet(Answers::none),
            object(request, "context"),
            answer,
            settings.path("retrierRetryCount").asInt(),
            Optional.ofNullable(settings.get("mapItemReaderData")).map(JsonNode::textValue),
            request.text("roleArn").orElse(""));
    try {
      TrialOutcome outcome = StateTrial.run(engine, order);
      return response(outcome, order, request.text("inspectionLevel").orElse("INFO"));
    } catch (InterruptedException e) {
      throw ApiException.interrupted("trying the state");
    }
  }

  private static void checkMockable(State state) throws ApiException {
    switch (state) {
      case State.Task _, State.Map _, State.Parallel _ -> {}
      case State.Choice _, State.Wait _, State.Pass _, State.Succeed _, State.Fail _ ->
          throw Request.invalid(
              "State type '" + state.type() + "' is not supported when a mock is specified");
    }
  }

  private static void checkUnmocked(Request request, State state) throws ApiException {
    if (request.any("context").isPresent()) {
      throw Request.invalid("A context can be specified only when a mock is specified");
    }
    if (state instanceof State.Map || state instanceof State.Parallel) {
      throw Request.invalid(
          "State type '" + state.type() + "' is supported only when a mock is specified");
    }
    if (state instanceof State.Task task) {
      ResourceArn resource = task.resource();
      if (resource.kind() == ResourceArn.Kind.ACTIVITY
          || resource.pattern() != ResourceArn.Pattern.REQUEST_RESPONSE) {
        throw Request.invalid(
            "Resource '" + resource + "' is supported only when a mock is specified");
      }
      if (request.text("roleArn").isEmpty()) {
        throw Request.invalid("A roleArn must be specified when a mock is not specified");
      }
    }
  }

  private static void checkCause(State state, JsonNode settings) throws ApiException {
    Optional<String> by =
        Optional.ofNullable(settings.get("errorCausedByState")).map(JsonNode::textValue);
    if (by.isPresent() && !SingleState.isInside(state, by.get())) {
      throw Request.invalid(
          "errorCausedByState '" + by.get() + "' is not a state inside of the tested state");
    }
  }

  private TrialAnswer answer(JsonNode mock, State state, JsonNode settings) throws ApiException {
    if (mock.has("result") == mock.has("errorOutput")) {
      throw Request.invalid(
          "A test mock should have only one of the following fields: [result, errorOutput]");
    }
    if (mock.has("errorOutput")) {
      JsonNode error = mock.get("errorOutput");
      if (!error.has("error")) {
        throw Request.invalid("mock.errorOutput.error must be specified");
      }
      return new TrialAnswer.Failed(
          error.get("error").textValue(),
          Optional.ofNullable(error.get("cause")).map(JsonNode::textValue));
    }
    JsonNode result;
    try {
      result = Json.parse(mock.get("result").textValue());
    } catch (JsonProcessingException e) {
      throw Request.invalid("mock.result is not JSON: " + e.getOriginalMessage());
    }
    ResultCheck.Mode mode =
        ResultCheck.Mode.valueOf(mock.path("fieldValidationMode").asText("STRICT"));
    checkResult(state, result, mode);
    JsonNode failures = settings.path("mapIterationFailureCount");
    return new TrialAnswer.Result(
        result,
        failures.isMissingNode() ? OptionalLong.empty() : OptionalLong.of(failures.longValue()));
  }

  private void checkResult(State state, JsonNode result, ResultCheck.Mode mode)
      throws ApiException {
    if (mode == ResultCheck.Mode.NONE) {
      return;
    }
    List<String> problems =
        switch (state) {
          case State.Task task -> engine.resultCheck().problems(task.resource(), result, mode);
          case State.Map map when !isWritten(map) && !result.isArray() ->
              List.of("the result of a Map is an array");
          case State.Parallel parallel
              when !result.isArray() || result.size() != parallel.branches().size() ->
              List.of("the result of this Parallel is an array of " + parallel.branches().size());
          case State.Map _,
              State.Parallel _,
              State.Choice _,
              State.Wait _,
              State.Pass _,
              State.Succeed _,
              State.Fail _ ->
              List.of();
        };
    if (!problems.isEmpty()) {
      throw Request.invalid("Mock result schema validation error: " + String.join("; ", problems));
    }
  }

  private static boolean isWritten(State.Map map) {
    return map.iteration().mode() instanceof Iteration.Mode.Distributed mode
        && mode.writer().isPresent();
  }

  private static Optional<ObjectNode> object(Request request, String name) throws ApiException {
    if (request.text(name).isEmpty()) {
      return Optional.empty();
    }
    if (request.json(name, "ValidationException", "Invalid " + name) instanceof ObjectNode object) {
      return Optional.of(object);
    }
    throw Request.invalid("'" + name + "' is not a JSON object");
  }

  private static ObjectNode response(
      TrialOutcome outcome, StateTrial.Order order, String inspectionLevel) {
    ObjectNode response = Answers.none();
    outcome.output().ifPresent(it -> response.put("output", it.toString()));
    outcome
        .fault()
        .ifPresent(fault -> {
          fault.error().ifPresent(it -> response.put("error", it));
          fault.cause().ifPresent(it -> response.put("cause", it));
        });
    outcome.next().ifPresent(it -> response.put("nextState", it));
    if (!inspectionLevel.equals("INFO")) {
      response.set("inspectionData", inspection(outcome, order));
    }
    return response.put("status", outcome.status().name());
  }

  private static ObjectNode inspection(TrialOutcome outcome, StateTrial.Order order) {
    ObjectNode data = Answers.none().put("input", order.input().toString());
    outcome.stages().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .forEach(it -> {
          if (NUMBERS.contains(it.getKey())) {
            data.set(it.getKey(), it.getValue());
          } else {
            data.put(it.getKey(), it.getValue().toString());
          }
        });
    if (!outcome.variables().isEmpty()) {
      data.put("variables", outcome.variables().toString());
    }
    if (outcome.handler().isPresent()) {
      ObjectNode details = data.putObject("errorDetails");
      int place = outcome.handler().get();
      if (outcome.backoff().isPresent()) {
        details.put("retryIndex", place);
        details.put("retryBackoffIntervalSeconds", outcome.backoff().get().toSeconds());
      } else {
        details.put("catchIndex", place);
      }
    }
    return data;
  }
}
