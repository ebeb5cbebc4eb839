package dev.batchwright.states.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.engine.StatesEngine;
import java.util.Map;

/// Answers to task tokens.
final class TaskOperations {

  private final StatesEngine engine;

  TaskOperations(StatesEngine engine) {
    this.engine = engine;
  }

  void addTo(Map<String, StepFunctionsApi.Operation> operations) {
    operations.put("SendTaskSuccess", this::success);
    operations.put("SendTaskFailure", this::failure);
    operations.put("SendTaskHeartbeat", this::heartbeat);
  }

  private ObjectNode success(Request request) throws ApiException {
    String token = request.required("taskToken");
    JsonNode output = request.json("output", "InvalidOutput", "Invalid Output");
    return answered(engine.succeedTask(token, output));
  }

  private ObjectNode failure(Request request) throws ApiException {
    return answered(
        engine.failTask(
            request.required("taskToken"), request.text("error"), request.text("cause")));
  }

  private ObjectNode heartbeat(Request request) throws ApiException {
    return answered(engine.heartbeat(request.required("taskToken")));
  }

  private static ObjectNode answered(StatesEngine.TokenAnswer answer) throws ApiException {
    return switch (answer) {
      case TAKEN -> JsonNodeFactory.instance.objectNode();
      case CLOSED ->
          throw new ApiException(
              "TaskTimedOut", "Task Timed Out: 'Provided task does not exist anymore'");
      case UNKNOWN -> throw new ApiException("InvalidToken", "Invalid Token: 'Invalid token'");
    };
  }
}
