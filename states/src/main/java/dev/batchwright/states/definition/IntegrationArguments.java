package dev.batchwright.states.definition;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.port.ResourceArn;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// The arguments that optimized integrations take. The service refuses others, and those without
/// what is needed, when the state machine is saved. (AWS: "Supported parameters" on the pages
/// "connect-SERVICE" of the developer guide; what is needed is what the service's own API needs.)
/// Only the integrations whose list is certain are here; `aws-sdk:` ones have no list.
final class IntegrationArguments {

  /// A line an action: its arguments, those that it needs with a `*`.
  private static final Map<String, Set<String>> TAKEN =
      """
      dynamodb:getItem TableName* Key* AttributesToGet ConsistentRead ExpressionAttributeNames \
      ProjectionExpression ReturnConsumedCapacity
      dynamodb:putItem TableName* Item* ConditionExpression ConditionalOperator Expected \
      ExpressionAttributeNames ExpressionAttributeValues ReturnConsumedCapacity \
      ReturnItemCollectionMetrics ReturnValues
      dynamodb:deleteItem TableName* Key* ConditionExpression ConditionalOperator Expected \
      ExpressionAttributeNames ExpressionAttributeValues ReturnConsumedCapacity \
      ReturnItemCollectionMetrics ReturnValues
      dynamodb:updateItem TableName* Key* AttributeUpdates ConditionExpression \
      ConditionalOperator Expected ExpressionAttributeNames ExpressionAttributeValues \
      ReturnConsumedCapacity ReturnItemCollectionMetrics ReturnValues UpdateExpression
      events:putEvents Entries* EndpointId
      lambda:invoke FunctionName* ClientContext InvocationType Payload Qualifier
      sns:publish Message* MessageAttributes MessageDeduplicationId MessageGroupId \
      MessageStructure PhoneNumber Subject TargetArn TopicArn
      sqs:sendMessage QueueUrl* MessageBody* DelaySeconds MessageAttributes \
      MessageDeduplicationId MessageGroupId
      states:startExecution StateMachineArn* Input Name TraceHeader
      """
          .lines()
          .map(line -> Arrays.asList(line.split(" ")))
          .collect(
              Collectors.toUnmodifiableMap(
                  words -> words.getFirst(),
                  words -> new LinkedHashSet<>(words.subList(1, words.size()))));

  private IntegrationArguments() {}

  /// Reports what is wrong with the arguments that a Task writes out. Those that are one JSONata
  /// expression are known only when the task runs.
  ///
  /// @param task the fields of the Task
  static void check(ResourceArn resource, Fields task) {
    Set<String> taken = TAKEN.get(resource.service() + ":" + resource.action());
    if (taken == null) {
      return;
    }
    boolean jsonata = task.context().isJsonata();
    String field = jsonata ? "Arguments" : "Parameters";
    task.any(field)
        .filter(JsonNode::isObject)
        .ifPresent(arguments -> compare(taken, names(arguments, jsonata), field, task));
  }

  /// A payload template gives `Name.$` where it takes the value of `Name` from a path.
  private static Set<String> names(JsonNode arguments, boolean jsonata) {
    Set<String> names = new LinkedHashSet<>();
    arguments
        .fieldNames()
        .forEachRemaining(name ->
            names.add(
                jsonata || !name.endsWith(".$") ? name : name.substring(0, name.length() - 2)));
    return names;
  }

  private static void compare(Set<String> taken, Set<String> given, String field, Fields task) {
    Set<String> known =
        taken.stream().map(name -> name.replace("*", "")).collect(Collectors.toSet());
    for (String name : given) {
      if (!known.contains(name)) {
        task.report(
            field,
            "The field \""
                + name
                + "\" is not supported by Step Functions, expected one of "
                + Fields.sorted(known));
      }
    }
    for (String name : taken) {
      if (name.endsWith("*") && !given.contains(name.replace("*", ""))) {
        task.report(field, "The field '" + name.replace("*", "") + "' is required but was missing");
      }
    }
  }
}
