package dev.batchwright.local.integrations;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.port.TaskFailure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/// Calls as the optimized integrations show them: they are older than `aws-sdk:` and made with the
/// SDK for Java 1, so members have the API's names, dates are milliseconds, the answer tells about
/// itself, and errors have that SDK's names (`DynamoDB.AmazonDynamoDBException` in AWS's samples,
/// `Lambda.AWSLambdaException` in its best practices) and its message.
final class OptimizedCalls {

  private static final List<String> METADATA = List.of("SdkHttpMetadata", "SdkResponseMetadata");

  /// How the integrations of one service are spelled.
  ///
  /// @param sdk what the SDK that makes the calls names it
  /// @param prefix what errors begin with
  /// @param service what messages call it
  /// @param error what errors are called that the service's model does not have
  private record Spelling(String sdk, String prefix, String service, String error) {}

  private static final Map<String, Spelling> SPELLINGS =
      Map.of(
          "lambda", new Spelling("lambda", "Lambda", "AWSLambda", "AWSLambdaException"),
          "sqs", new Spelling("sqs", "SQS", "AmazonSQS", "AmazonSQSException"),
          "sns", new Spelling("sns", "SNS", "AmazonSNS", "AmazonSNSException"),
          "events",
              new Spelling(
                  "eventbridge", "EventBridge", "AmazonEventBridge", "AmazonEventBridgeException"),
          "dynamodb",
              new Spelling("dynamodb", "DynamoDB", "AmazonDynamoDBv2", "AmazonDynamoDBException"),
          "states",
              new Spelling(
                  "sfn", "StepFunctions", "AWSStepFunctions", "AWSStepFunctionsException"));

  private final SdkCalls calls;

  OptimizedCalls(SdkCalls calls) {
    this.calls = calls;
  }

  /// What an action answered, with `SdkHttpMetadata` and `SdkResponseMetadata`.
  ///
  /// @param service its name in ARNs, one that is spelled here
  ObjectNode call(String service, String action, ObjectNode request)
      throws TaskFailure, InterruptedException {
    Spelling spelling = SPELLINGS.get(service);
    if (spelling == null) {
      throw new IllegalArgumentException("service '" + service + "' is not an optimized one");
    }
    try {
      SdkCalls.Answer answer = calls.call(spelling.sdk(), action, request, SdkJson.Naming.API);
      answer.response().ifPresent(it -> addMetadata(answer.json(), it));
      return answer.json();
    } catch (SdkFailure e) {
      throw failure(spelling, e);
    }
  }

  /// An answer as the service gave it.
  static ObjectNode withoutMetadata(ObjectNode answer) {
    return answer.remove(METADATA);
  }

  private static TaskFailure failure(Spelling spelling, SdkFailure e) {
    String name = e.isUnmodelled() ? spelling.error() : e.name();
    Optional<String> cause = e.refusal().map(it -> cause(spelling.service(), it)).or(e::message);
    return new TaskFailure(spelling.prefix() + "." + name, cause);
  }

  private static String cause(String service, AwsServiceException refused) {
    return refused.awsErrorDetails().errorMessage()
        + " (Service: "
        + service
        + "; Status Code: "
        + refused.statusCode()
        + "; Error Code: "
        + refused.awsErrorDetails().errorCode()
        + "; Request ID: "
        + refused.requestId()
        + "; Proxy: null)";
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
}
