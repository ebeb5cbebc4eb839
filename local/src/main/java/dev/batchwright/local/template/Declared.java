package dev.batchwright.local.template;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Map;
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

  /// Anything else: rules, schedules, roles, log groups, alarms.
  ///
  /// @param logicalId its key in the template
  /// @param type such as `AWS::Events::Rule`
  /// @param properties all its properties
  record Other(String logicalId, String type, JsonNode properties) implements Declared {}
}
