package dev.batchwright.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// One resource that a template declares, with all its references resolved.
public sealed interface Declared {
  /// Its key in the template, such as `MapChunk`.
  String logicalId();

  /// All its properties as they stand in the template, for what reads more of them.
  JsonNode properties();

  /// A Lambda function.
  ///
  /// @param logicalId its key in the template
  /// @param name the function's name
  /// @param arn its ARN
  /// @param handler `package.Class::method`
  /// @param timeout 1 to 900 seconds
  /// @param memoryMb 128 to 10,240
  /// @param reservedConcurrency `ReservedConcurrentExecutions`, if given
  /// @param environment its variables
  /// @param properties all its properties, `Globals` included
  record Function(
      String logicalId,
      String name,
      String arn,
      String handler,
      Duration timeout,
      int memoryMb,
      OptionalInt reservedConcurrency,
      Map<String, String> environment,
      JsonNode properties)
      implements Declared {
    /// Copies the environment.
    public Function {
      environment = Map.copyOf(environment);
    }
  }

  /// A Step Functions state machine.
  ///
  /// @param logicalId its key in the template
  /// @param name its name
  /// @param arn its ARN
  /// @param definition the States Language text, substitutions put in
  /// @param source where the definition is, for messages
  /// @param type `STANDARD` or `EXPRESS`
  /// @param properties all its properties
  record StateMachine(
      String logicalId,
      String name,
      String arn,
      String definition,
      String source,
      String type,
      JsonNode properties)
      implements Declared {}

  /// An SQS queue.
  ///
  /// @param logicalId its key in the template
  /// @param name its name
  /// @param url its URL
  /// @param attributes its settings, as the SQS API has them
  /// @param properties all its properties
  record Queue(
      String logicalId,
      String name,
      String url,
      Map<String, String> attributes,
      JsonNode properties)
      implements Declared {
    /// Copies the attributes.
    public Queue {
      attributes = Map.copyOf(attributes);
    }
  }

  /// An S3 bucket.
  ///
  /// @param logicalId its key in the template
  /// @param name its name
  /// @param properties all its properties
  record Bucket(String logicalId, String name, JsonNode properties) implements Declared {}

  /// A rule of the default event bus, of its own or by a SAM event of a function or state machine.
  ///
  /// @param logicalId its key in the template
  /// @param name its name
  /// @param arn its ARN
  /// @param pattern which events it is about, if it is about events
  /// @param schedule when it fires, in UTC, if it does so by time
  /// @param enabled whether it is switched on
  /// @param targets each with `Arn` and what CloudFormation has for its input
  /// @param properties all its properties
  record Rule(
      String logicalId,
      String name,
      String arn,
      Optional<JsonNode> pattern,
      Optional<String> schedule,
      boolean enabled,
      List<JsonNode> targets,
      JsonNode properties)
      implements Declared {
    /// Copies the targets.
    public Rule {
      targets = List.copyOf(targets);
    }
  }

  /// A schedule of EventBridge Scheduler, of its own or by a SAM event.
  ///
  /// @param logicalId its key in the template
  /// @param name its name
  /// @param arn its ARN
  /// @param expression `cron(...)`, `rate(...)` or `at(...)`
  /// @param timezone where its wall times are, such as `Europe/Vienna`
  /// @param start before it, nothing fires
  /// @param end from it on, nothing fires
  /// @param enabled whether it is switched on
  /// @param targetArn where its firings go
  /// @param input what they carry; empty where nothing is said
  /// @param maximumAge how late a firing may come
  /// @param properties all its properties
  record Schedule(
      String logicalId,
      String name,
      String arn,
      String expression,
      String timezone,
      Optional<Instant> start,
      Optional<Instant> end,
      boolean enabled,
      String targetArn,
      String input,
      Duration maximumAge,
      JsonNode properties)
      implements Declared {}

  /// That a function takes a queue's messages, by a resource or by a SAM event.
  ///
  /// @param logicalId its key in the template
  /// @param queueArn the queue
  /// @param function the function's name or ARN
  /// @param batchSize 1 to 10,000
  /// @param window how long is waited for a full batch: up to 5 minutes
  /// @param reportsFailures whether its answers say which messages were not done
  /// @param maximumConcurrency batches at once, if given: 2 to 1,000
  /// @param enabled whether it is switched on
  /// @param properties all its properties
  record Mapping(
      String logicalId,
      String queueArn,
      String function,
      int batchSize,
      Duration window,
      boolean reportsFailures,
      OptionalInt maximumConcurrency,
      boolean enabled,
      JsonNode properties)
      implements Declared {}

  /// Anything else: roles, log groups, alarms.
  ///
  /// @param logicalId its key in the template
  /// @param type such as `AWS::Events::Rule`
  /// @param properties all its properties
  record Other(String logicalId, String type, JsonNode properties) implements Declared {}
}
