package dev.batchwright.local.integrations;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.batchwright.local.http.Json;
import dev.batchwright.states.port.ResourceArn;
import dev.batchwright.states.port.TaskCall;
import dev.batchwright.states.port.TaskFailure;
import dev.batchwright.states.port.TaskIntegrations;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.awscore.AwsResponse;

/// Task states through the AWS SDK: functions, the optimized integrations of Lambda, SQS, SNS,
/// EventBridge and DynamoDB, and `aws-sdk:<service>:<action>` of every service whose client is on
/// the class path.
///
/// Executions in another Step Functions are [RemoteExecutions].
public final class SdkTasks implements TaskIntegrations {

  private static final String SDK = "aws-sdk:";

  /// Names of services in ARNs that the SDK calls otherwise.
  private static final Map<String, String> SDK_NAMES =
      Map.of("events", "eventbridge", "states", "sfn", "stepfunctions", "sfn");

  /// What an optimized integration's errors begin with, and the SDK's name of it there.
  private static final Map<String, String> OPTIMIZED =
      Map.of(
          "lambda:invoke", "Lambda",
          "sqs:sendMessage", "SQS",
          "sns:publish", "SNS",
          "events:putEvents", "EventBridge",
          "dynamodb:getItem", "DynamoDB",
          "dynamodb:putItem", "DynamoDB",
          "dynamodb:updateItem", "DynamoDB",
          "dynamodb:deleteItem", "DynamoDB");

  private static final Set<String> TEXTS = Set.of("MessageBody", "Message");

  private final SdkCalls calls;

  /// Tasks against these endpoints.
  public SdkTasks(Endpoints endpoints) {
    this(new SdkCalls(endpoints));
  }

  SdkTasks(SdkCalls calls) {
    this.calls = calls;
  }

  @Override
  public JsonNode call(TaskCall call) throws TaskFailure, InterruptedException {
    ResourceArn resource = call.resource();
    return switch (resource.kind()) {
      case FUNCTION -> function(resource.text(), call.arguments());
      case ACTIVITY -> throw notOffered(resource);
      case INTEGRATION -> {
        if (resource.service().startsWith(SDK)) {
          String named = resource.service().substring(SDK.length());
          String service = SDK_NAMES.getOrDefault(named, named);
          yield calls.call(service, resource.action(), call.arguments(), SdkJson.Naming.SDK).json();
        }
        yield optimized(call);
      }
    };
  }

  private JsonNode function(String arn, JsonNode input) throws TaskFailure, InterruptedException {
    ObjectNode request = Json.object().put("FunctionName", arn);
    request.put("Payload", input.toString());
    return invoke(request).path("Payload");
  }

  private ObjectNode invoke(ObjectNode request) throws TaskFailure, InterruptedException {
    ObjectNode answer = optimized("lambda", "invoke", request);
    if (answer.has("FunctionError")) {
      throw LambdaErrors.of(answer.path("Payload").asText());
    }
    answer.set("Payload", LambdaErrors.json(answer.path("Payload").asText()));
    return answer;
  }

  private JsonNode optimized(TaskCall call) throws TaskFailure, InterruptedException {
    ResourceArn resource = call.resource();
    String service = resource.service();
    String action = resource.action();
    if (!OPTIMIZED.containsKey(service + ":" + action)) {
      throw notOffered(resource);
    }
    ObjectNode request = call.arguments().isObject() ? call.arguments().deepCopy() : Json.object();
    return switch (service) {
      case "lambda" -> invoke(request);
      case "events" -> events(request, call);
      default -> {
        TEXTS.forEach(it -> makeText(request, it));
        yield optimized(service, action, request);
      }
    };
  }

  private static void makeText(ObjectNode object, String name) {
    JsonNode value = object.path(name);
    if (value.isContainerNode()) {
      object.set(name, TextNode.valueOf(value.toString()));
    }
  }

  /// Entries tell whose they are; one that failed fails the task.
  private JsonNode events(ObjectNode request, TaskCall call)
      throws TaskFailure, InterruptedException {
    String execution = call.executionArn();
    String machine = execution.replaceFirst(":(execution|express):([^:]+):.*", ":stateMachine:$2");
    for (JsonNode entry : request.path("Entries")) {
      if (entry instanceof ObjectNode object) {
        makeText(object, "Detail");
        ArrayNode resources = object.withArray("Resources");
        resources.add(execution).add(machine);
      }
    }
    ObjectNode answer = optimized("events", "putEvents", request);
    if (answer.path("FailedEntryCount").asInt() > 0) {
      throw new TaskFailure("EventBridge.FailedEntry", answer.toString());
    }
    return answer;
  }

  private ObjectNode optimized(String service, String action, ObjectNode request)
      throws TaskFailure, InterruptedException {
    String prefix = OPTIMIZED.getOrDefault(service + ":" + action, service);
    try {
      SdkCalls.Answer answer =
          calls.call(SDK_NAMES.getOrDefault(service, service), action, request, SdkJson.Naming.API);
      answer.response().ifPresent(it -> addMetadata(answer.json(), it));
      return answer.json();
    } catch (TaskFailure e) {
      String error = e.error();
      boolean ofService = !error.startsWith("States.");
      throw ofService
          ? new TaskFailure(prefix + error.substring(error.indexOf('.')), e.cause())
          : e;
    }
  }

  private static void addMetadata(ObjectNode json, AwsResponse response) {
    ObjectNode http = json.putObject("SdkHttpMetadata");
    ObjectNode all = http.putObject("AllHttpHeaders");
    ObjectNode first = http.putObject("HttpHeaders");
    response
        .sdkHttpResponse()
        .headers()
        .forEach((name, values) -> {
          values.forEach(all.putArray(name)::add);
          first.put(name, values.getFirst());
        });
    http.put("HttpStatusCode", response.sdkHttpResponse().statusCode());
    json.putObject("SdkResponseMetadata").put("RequestId", response.responseMetadata().requestId());
  }

  private static TaskFailure notOffered(ResourceArn resource) {
    return new TaskFailure(
        "States.Runtime",
        "resource "
            + resource
            + " is not offered; offered are function ARNs, "
            + OPTIMIZED.keySet().stream().sorted().toList()
            + ", states:startExecution and aws-sdk:SERVICE:ACTION");
  }

  /// A function's answers.
  private static final class LambdaErrors {

    static TaskFailure of(String payload) {
      JsonNode error = json(payload);
      if (!error.path("errorType").isTextual()) {
        return new TaskFailure(
            "Lambda.Unknown",
            "The cause could not be determined because Lambda did not return an error type."
                + " Returned payload: "
                + payload);
      }
      return new TaskFailure(error.get("errorType").asText(), payload);
    }

    /// What is no JSON reaches the state machine as text.
    static JsonNode json(String payload) {
      try {
        JsonNode parsed = Json.MAPPER.readTree(payload);
        return parsed.isMissingNode() ? TextNode.valueOf(payload) : parsed;
      } catch (JsonProcessingException _) {
        return TextNode.valueOf(payload);
      }
    }
  }
}
