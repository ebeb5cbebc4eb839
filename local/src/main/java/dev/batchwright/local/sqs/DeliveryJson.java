package dev.batchwright.local.sqs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.local.http.Json;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/// A delivery as `ReceiveMessage` answers it, with the attributes that the receiver asked for.
final class DeliveryJson {
  /// The account id as `SenderId` has it for an unnamed user.
  private static final String SENDER = "000000000000";

  private DeliveryJson() {}

  static ObjectNode of(Delivery delivery, Set<String> system, Set<String> wanted) {
    Message message = delivery.message();
    ObjectNode json = Json.object().put("MessageId", message.id());
    json.put("ReceiptHandle", delivery.receipt()).put("Body", message.body());
    json.put("MD5OfBody", Digests.ofBody(message.body()));
    ObjectNode chosen = Json.object();
    systemAttributes(delivery)
        .forEach((name, value) -> {
          if (system.contains("All") || system.contains(name)) {
            chosen.put(name, value);
          }
        });
    if (!chosen.isEmpty()) {
      json.set("Attributes", chosen);
    }
    ObjectNode attributes = Json.object();
    message.attributes().properties().stream()
        .filter(a -> asked(a.getKey(), wanted))
        .forEach(a -> attributes.set(a.getKey(), a.getValue()));
    if (!attributes.isEmpty()) {
      json.set("MessageAttributes", attributes);
      json.put("MD5OfMessageAttributes", Digests.ofAttributes(attributes));
    }
    return json;
  }

  private static Map<String, String> systemAttributes(Delivery delivery) {
    Message message = delivery.message();
    Map<String, String> all = new TreeMap<>();
    all.put("SenderId", SENDER);
    all.put("SentTimestamp", Long.toString(message.sentMillis()));
    all.put("ApproximateReceiveCount", Integer.toString(delivery.receiveCount()));
    all.put("ApproximateFirstReceiveTimestamp", Long.toString(delivery.firstReceivedMillis()));
    if (!message.movedFrom().isEmpty()) {
      all.put("DeadLetterQueueSourceArn", message.movedFrom());
    }
    message
        .systemAttributes()
        .properties()
        .forEach(a -> all.put(a.getKey(), a.getValue().path("StringValue").asText()));
    return all;
  }

  /// Names are given whole, as `All`, `.*`, or as a prefix with `.*` behind it.
  private static boolean asked(String name, Set<String> wanted) {
    return wanted.contains("All")
        || wanted.contains(name)
        || wanted.stream()
            .filter(w -> w.endsWith(".*"))
            .anyMatch(w -> name.startsWith(w.substring(0, w.length() - 2)));
  }
}
