package dev.batchwright.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.local.http.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// A batch of messages as Lambda hands it to a function.
final class QueueEvent {
  private QueueEvent() {}

  /// The event with these messages.
  ///
  /// @param messages as ReceiveMessage answers them
  static ObjectNode of(List<JsonNode> messages, String queueArn, String region) {
    ObjectNode event = Json.object();
    event.putArray("Records");
    for (JsonNode message : messages) {
      ObjectNode entry = event.withArray("Records").addObject();
      entry.set("messageId", message.path("MessageId"));
      entry.set("receiptHandle", message.path("ReceiptHandle"));
      entry.set("body", message.path("Body"));
      entry.set("attributes", message.path("Attributes"));
      entry.set("messageAttributes", attributes(message.path("MessageAttributes")));
      entry.set("md5OfBody", message.path("MD5OfBody"));
      entry.put("eventSource", "aws:sqs").put("eventSourceARN", queueArn).put("awsRegion", region);
    }
    return event;
  }

  /// Lambda writes the fields of message attributes in lower camel case.
  private static ObjectNode attributes(JsonNode attributes) {
    ObjectNode all = Json.object();
    for (Map.Entry<String, JsonNode> attribute : attributes.properties()) {
      ObjectNode one = all.putObject(attribute.getKey());
      attribute
          .getValue()
          .properties()
          .forEach(f ->
              one.set(
                  f.getKey().substring(0, 1).toLowerCase(Locale.ROOT) + f.getKey().substring(1),
                  f.getValue()));
      one.putArray("stringListValues");
      one.putArray("binaryListValues");
    }
    return all;
  }
}
