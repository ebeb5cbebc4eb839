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

  private static final Set<String> OPTIMIZED =
      Set.of(
          "lambda:invoke",
          "sqs:sendMessage",
          "sns:publish",
          "events:putEvents",
          "dynamodb:getItem",
          "dynamodb:putItem",
          "dynamodb:updateItem",
          "dynamodb:deleteItem");

  private static final Set<String> TEXTS = Set.of("MessageBody", "Message");

  private final SdkCalls calls;
  private final OptimizedCalls optimized;

  /// Tasks against these endpoints.
  public SdkTasks(Endpoints endpoints) {
    this(new SdkCalls(endpoints));
  }

  SdkTasks(SdkCalls calls) {
    this.calls = calls;
    this.optimized = new OptimizedCalls(calls);
  }

  @Override
  public JsonNode call(TaskCall call) throws TaskFailure, InterruptedException {
    ResourceArn resource = call.resource();
    return switch (resource.kind()) {
      case FUNCTION -> function(resource.text(), call.arguments());
      case ACTIVITY -> throw notOffered(resource);
      case INTEGRATION -> {
        if (resource.service().startsWith(SDK)) {
          yield sdk(call);
        }
        yield optimized(call);
      }
    };
  }

  private JsonNode sdk(TaskCall call) throws TaskFailure, InterruptedException {
    ResourceArn resource = call.resource();
    try {
      return calls
          .call(sdkName(resource), resource.action(), call.arguments(), naming(resource))
          .json();
    } catch (SdkFailure e) {
      throw e.ofSdk();
    }
  }

  /// What the SDK calls the service of an integration.
  static String sdkName(ResourceArn resource) {
    String service = resource.service();
    String named = service.startsWith(SDK) ? service.substring(SDK.length()) : service;
    return SDK_NAMES.getOrDefault(named, named);
  }

  /// How members are called in an integration's arguments and result.
  static SdkJson.Naming naming(ResourceArn resource) {
    return resource.service().startsWith(SDK) ? SdkJson.Naming.SDK : SdkJson.Naming.API;
  }

  private JsonNode function(String arn, JsonNode input) throws TaskFailure, InterruptedException {
    ObjectNode request = Json.object().put("FunctionName", arn);
    request.put("Payload", input.toString());
    return invoke(request).path("Payload");
  }

  private ObjectNode invoke(ObjectNode request) throws TaskFailure, InterruptedException {
    ObjectNode answer = optimized.call("lambda", "invoke", request);
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
    if (!OPTIMIZED.contains(service + ":" + action)) {
      throw notOffered(resource);
    }
    ObjectNode request = call.arguments().isObject() ? call.arguments().deepCopy() : Json.object();
    return switch (service) {
      case "lambda" -> invoke(request);
      case "events" -> events(request, call);
      default -> {
        TEXTS.forEach(it -> makeText(request, it));
        yield optimized.call(service, action, request);
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
    ObjectNode answer = optimized.call("events", "putEvents", request);
    if (answer.path("FailedEntryCount").asInt() > 0) {
      throw new TaskFailure(
          "EventBridge.FailedEntry", OptimizedCalls.withoutMetadata(answer).toString());
    }
    return answer;
  }

  private static TaskFailure notOffered(ResourceArn resource) {
    return new TaskFailure(
        "States.Runtime",
        "resource "
            + resource
            + " is not offered; offered are function ARNs, "
            + OPTIMIZED.stream().sorted().toList()
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
