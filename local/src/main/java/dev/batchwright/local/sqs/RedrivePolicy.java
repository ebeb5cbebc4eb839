package dev.batchwright.local.sqs;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.local.http.Json;

/// When a message is given up and where it goes then.
///
/// @param deadLetterQueue the name of the dead-letter queue
/// @param maxReceiveCount how often it is handed out first; 1 to 1,000
record RedrivePolicy(String deadLetterQueue, int maxReceiveCount) {
  private static final int MAX_RECEIVE_COUNT_LIMIT = 1_000;

  /// Reads the JSON text that is the value of the queue attribute.
  static RedrivePolicy parse(String text) {
    try {
      JsonNode json = Json.MAPPER.readTree(text);
      String arn = json.path("deadLetterTargetArn").asText();
      int count = json.path("maxReceiveCount").asInt();
      if (arn.startsWith("arn:") && count >= 1 && count <= MAX_RECEIVE_COUNT_LIMIT) {
        return new RedrivePolicy(arn.substring(arn.lastIndexOf(':') + 1), count);
      }
    } catch (JsonProcessingException e) {
      throw refused(text);
    }
    throw refused(text);
  }

  private static RuntimeException refused(String text) {
    return QueueErrors.attributeValue(
        "RedrivePolicy",
        text,
        "{\"deadLetterTargetArn\":\"arn:...\",\"maxReceiveCount\":1 to 1000}");
  }
}
