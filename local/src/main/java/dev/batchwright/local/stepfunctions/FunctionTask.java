package dev.batchwright.local.stepfunctions;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.batchwright.local.http.Json;
import dev.batchwright.local.http.ServiceException;
import dev.batchwright.local.lambda.FunctionHost;
import dev.batchwright.local.lambda.InvocationResult;
import dev.batchwright.states.port.TaskFailure;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/// Tasks that invoke a function, without a request in between: `lambda:invoke` and function ARNs.
///
/// Error names are those that Step Functions gives: a function's own error by its `errorType` with
/// the error's JSON as cause, the service's by `Lambda.` and its exception.
final class FunctionTask {
  private final FunctionHost functions;

  FunctionTask(FunctionHost functions) {
    this.functions = functions;
  }

  /// `arn:aws:states:::lambda:invoke`: answers what the Invoke API answers.
  JsonNode invoke(JsonNode arguments) throws TaskFailure, InterruptedException {
    String function = arguments.path("FunctionName").asText();
    if (function.isEmpty()) {
      throw new TaskFailure(
          "States.Runtime", "lambda:invoke has no FunctionName; give it the function's ARN");
    }
    JsonNode payload = arguments.path("Payload");
    ObjectNode answer = Json.object().put("ExecutedVersion", "$LATEST");
    if (arguments.path("InvocationType").asText().equals("Event")) {
      invokeLater(function, payload);
      return answer.put("StatusCode", 202);
    }
    answer.set("Payload", result(function, payload));
    return answer.put("StatusCode", 200);
  }

  /// The function's own result.
  JsonNode result(String function, JsonNode payload) throws TaskFailure, InterruptedException {
    InvocationResult result;
    try {
      result = functions.invoke(function, bytes(payload));
    } catch (ServiceException e) {
      throw service(e);
    } catch (RuntimeException e) {
      throw new TaskFailure("Lambda.ServiceException", "a defect of the function host: " + e);
    }
    return switch (result) {
      case InvocationResult.Succeeded succeeded -> json(succeeded.payload());
      case InvocationResult.Failed failed ->
          throw new TaskFailure(
              failed.errorType(), new String(failed.payload(), StandardCharsets.UTF_8));
    };
  }

  private void invokeLater(String function, JsonNode payload) throws TaskFailure {
    try {
      functions.invokeLater(function, bytes(payload));
    } catch (ServiceException e) {
      throw service(e);
    }
  }

  private static TaskFailure service(ServiceException e) {
    return new TaskFailure(
        "Lambda." + e.code(), e.text() + " (Service: Lambda, Status Code: " + e.status() + ")");
  }

  private static byte[] bytes(JsonNode payload) {
    return payload.isMissingNode() ? new byte[0] : Json.bytes(payload);
  }

  /// An answer that is no JSON reaches the state machine as text.
  private static JsonNode json(byte[] payload) {
    try {
      return Json.MAPPER.readTree(payload);
    } catch (JsonProcessingException e) {
      return TextNode.valueOf(new String(payload, StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new IllegalStateException("bytes in memory could not be read", e);
    }
  }
}
