package dev.batchwright.local.stepfunctions;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.local.http.Json;
import dev.batchwright.local.http.JsonService;
import dev.batchwright.local.http.ServiceException;
import dev.batchwright.local.lambda.FunctionHost;
import dev.batchwright.states.port.ResourceArn;
import dev.batchwright.states.port.TaskCall;
import dev.batchwright.states.port.TaskFailure;
import dev.batchwright.states.port.TaskIntegrations;
import java.util.Locale;
import java.util.Set;

/// What Task states of the embedded target can call: functions and SQS, here at once, and every
/// action of its own services by the AWS SDK.
public final class ServiceTasks implements TaskIntegrations {
  private final FunctionTask functions;

  /// The SDK's integrations that this target has a service for.
  private static final Set<String> OWN_SERVICES =
      Set.of("aws-sdk:s3", "aws-sdk:sqs", "aws-sdk:lambda");

  private final JsonService sqs;
  private final TaskIntegrations sdk;

  /// Tasks over the rooms of this process.
  ///
  /// @param sdk what calls the other actions of this target's services
  public ServiceTasks(FunctionHost functions, JsonService sqs, TaskIntegrations sdk) {
    this.functions = new FunctionTask(functions);
    this.sqs = sqs;
    this.sdk = sdk;
  }

  @Override
  public JsonNode call(TaskCall call) throws TaskFailure, InterruptedException {
    ResourceArn resource = call.resource();
    return switch (resource.kind()) {
      case FUNCTION -> functions.result(resource.text(), call.arguments());
      case ACTIVITY -> throw notOffered(resource);
      case INTEGRATION ->
          switch (resource.service() + ":" + resource.action()) {
            case "lambda:invoke" -> functions.invoke(call.arguments());
            case "sqs:sendMessage", "aws-sdk:sqs:sendMessage" -> sqs(resource, call.arguments());
            default -> {
              if (!OWN_SERVICES.contains(resource.service())) {
                throw notOffered(resource);
              }
              yield sdk.call(call);
            }
          };
    };
  }

  /// A message body that is not a text is sent as its JSON, as Step Functions does.
  private JsonNode sqs(ResourceArn resource, JsonNode arguments) throws TaskFailure {
    ObjectNode request = arguments.isObject() ? arguments.deepCopy() : Json.object();
    JsonNode body = request.path("MessageBody");
    if (body.isContainerNode()) {
      request.put("MessageBody", body.toString());
    }
    String action = resource.action();
    try {
      return sqs.call(
          action.substring(0, 1).toUpperCase(Locale.ROOT) + action.substring(1), request);
    } catch (ServiceException e) {
      throw new TaskFailure(
          "SQS." + e.code() + "Exception",
          e.text() + " (Service: Sqs, Status Code: " + e.status() + ")");
    }
  }

  private static TaskFailure notOffered(ResourceArn resource) {
    return new TaskFailure(
        "States.Runtime",
        "resource "
            + resource
            + " is not offered by the embedded target; offered here: function ARNs,"
            + " arn:aws:states:::lambda:invoke, arn:aws:states:::sqs:sendMessage, executions of"
            + " state machines, activities, and arn:aws:states:::aws-sdk:s3, :sqs and :lambda");
  }
}
