package dev.batchwright.local.delivery;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.local.http.Json;
import dev.batchwright.local.http.JsonService;
import dev.batchwright.local.http.ServiceException;
import dev.batchwright.local.lambda.FunctionHost;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Sends payloads to targets: a queue gets a message, a function an asynchronous invocation, a
/// state machine an execution.
///
/// What a target refuses is logged with the payload and not tried again: all of it is in this
/// process, so that it would be refused for the same reason.
public final class Deliveries {
  private final JsonService queues;
  private final FunctionHost functions;
  private final JsonService machines;

  /// @param queues SQS
  /// @param functions Lambda
  /// @param machines Step Functions
  public Deliveries(JsonService queues, FunctionHost functions, JsonService machines) {
    this.queues = queues;
    this.functions = functions;
    this.machines = machines;
  }

  /// Checks that there is such a target.
  ///
  /// @throws IllegalArgumentException saying what kinds of targets there are, or that the template
  ///   does not declare this one
  public void require(String arn) {
    try {
      switch (service(arn)) {
        case "sqs" -> queues.call("GetQueueUrl", Json.object().put("QueueName", last(arn)));
        case "lambda" -> functions.requireFunction(arn);
        case "states" ->
            machines.call("DescribeStateMachine", Json.object().put("stateMachineArn", arn));
        default ->
            throw new IllegalArgumentException(
                "target '"
                    + arn
                    + "': the embedded target sends to SQS queues, Lambda functions and state"
                    + " machines of its template");
      }
    } catch (ServiceException e) {
      throw new IllegalArgumentException("target '" + arn + "': " + e.text(), e);
    }
  }

  /// Sends a payload.
  ///
  /// @param arn a target that [#require(String)] knows
  /// @param payload JSON
  public void send(String arn, String payload) {
    try {
      switch (service(arn)) {
        case "sqs" -> queues.call("SendMessage", message(arn, payload));
        case "lambda" -> functions.invokeLater(arn, Json.bytes(json(payload)));
        default ->
            machines.call(
                "StartExecution", Json.object().put("stateMachineArn", arn).put("input", payload));
      }
    } catch (ServiceException e) {
      Log.LOG.error("{} has refused {}: {}: {}", arn, payload, e.code(), e.text());
    }
  }

  private static ObjectNode message(String arn, String payload) {
    return Json.object().put("QueueUrl", last(arn)).put("MessageBody", payload);
  }

  private static JsonNode json(String payload) {
    try {
      return Json.MAPPER.readTree(payload);
    } catch (JsonProcessingException e) {
      throw new ServiceException("InvalidRequestContentException", 400, "not JSON: " + e);
    }
  }

  /// The third part of `arn:aws:sqs:us-east-1:000000000000:name`; empty where it is no ARN.
  private static String service(String arn) {
    String[] parts = arn.split(":", 4);
    return parts.length == 4 && parts[0].equals("arn") ? parts[2] : "";
  }

  private static String last(String arn) {
    return arn.substring(arn.lastIndexOf(':') + 1);
  }

  /// Loaded by the first failure.
  private static final class Log {
    static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);
  }
}
