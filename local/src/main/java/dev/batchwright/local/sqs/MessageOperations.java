package dev.batchwright.local.sqs;

import static dev.batchwright.local.sqs.SqsService.name;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.local.http.Json;
import dev.batchwright.local.http.ServiceException;
import java.util.Base64;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/// The operations on messages: JSON in, JSON out.
final class MessageOperations {
  private static final int MAX_BATCH_ENTRIES = 10;
  private static final int MAX_BATCH_SIZE_BYTES = 1 << 20;
  private static final int MAX_VISIBILITY_SECONDS = 43_200;

  private final Queues queues;

  MessageOperations(Queues queues) {
    this.queues = queues;
  }

  /// Carries out the operation, if it is one of these.
  Optional<JsonNode> call(String operation, JsonNode request) {
    return switch (operation) {
      case "SendMessage" -> Optional.of(send(name(request), request));
      case "ReceiveMessage" -> Optional.of(receive(name(request), request));
      case "DeleteMessage" -> Optional.of(delete(name(request), request));
      case "ChangeMessageVisibility" -> Optional.of(changeVisibility(name(request), request));
      case "SendMessageBatch" -> Optional.of(batch(request, sized(request), this::send));
      case "DeleteMessageBatch" -> Optional.of(batch(request, 0, this::delete));
      case "ChangeMessageVisibilityBatch" -> Optional.of(batch(request, 0, this::changeVisibility));
      default -> Optional.empty();
    };
  }

  private ObjectNode send(String queue, JsonNode request) {
    String body = request.path("MessageBody").asText();
    if (body.isEmpty()) {
      throw QueueErrors.missing("MessageBody");
    }
    ObjectNode attributes = attributes(request.path("MessageAttributes"));
    ObjectNode system = attributes(request.path("MessageSystemAttributes"));
    int delay = optional(request, "DelaySeconds", 900);
    Message sent = queues.send(queue, body, attributes, system, delay);
    ObjectNode answer = Json.object().put("MessageId", sent.id());
    answer.put("MD5OfMessageBody", Digests.ofBody(body));
    if (!attributes.isEmpty()) {
      answer.put("MD5OfMessageAttributes", Digests.ofAttributes(attributes));
    }
    if (!system.isEmpty()) {
      answer.put("MD5OfMessageSystemAttributes", Digests.ofAttributes(system));
    }
    return answer;
  }

  /// Refused before the message is there: none could receive it afterwards.
  private static ObjectNode attributes(JsonNode attributes) {
    ObjectNode checked = object(attributes);
    checked
        .properties()
        .forEach(attribute -> {
          String binary = attribute.getValue().path("BinaryValue").asText();
          try {
            Base64.getDecoder().decode(binary);
          } catch (IllegalArgumentException e) {
            throw QueueErrors.parameter(
                "The BinaryValue of message attribute '%s' is not base64: %s"
                    .formatted(attribute.getKey(), e.getMessage()));
          }
        });
    return checked;
  }

  private JsonNode receive(String queue, JsonNode request) {
    int max = Math.max(optional(request, "MaxNumberOfMessages", MAX_BATCH_ENTRIES), 1);
    int visibility = optional(request, "VisibilityTimeout", MAX_VISIBILITY_SECONDS);
    int wait = optional(request, "WaitTimeSeconds", 20);
    Set<String> system = names(request.path("MessageSystemAttributeNames"));
    system.addAll(names(request.path("AttributeNames")));
    Set<String> wanted = names(request.path("MessageAttributeNames"));
    ObjectNode answer = Json.object();
    for (Delivery delivery : queues.receive(queue, max, visibility, wait)) {
      answer.withArray("Messages").add(DeliveryJson.of(delivery, system, wanted));
    }
    return answer;
  }

  private ObjectNode delete(String queue, JsonNode request) {
    queues.deleteMessage(queue, receipt(request));
    return Json.object();
  }

  private ObjectNode changeVisibility(String queue, JsonNode request) {
    int seconds = optional(request, "VisibilityTimeout", MAX_VISIBILITY_SECONDS);
    if (seconds < 0) {
      throw QueueErrors.missing("VisibilityTimeout");
    }
    queues.changeVisibility(queue, receipt(request), seconds);
    return Json.object();
  }

  private JsonNode batch(
      JsonNode request, int sizeBytes, BiFunction<String, JsonNode, ObjectNode> each) {
    String queue = name(request);
    queues.require(queue);
    JsonNode entries = request.path("Entries");
    if (entries.isEmpty()) {
      throw QueueErrors.batch("EmptyBatchRequest", "There should be at least one Entry.");
    }
    if (entries.size() > MAX_BATCH_ENTRIES) {
      throw QueueErrors.batch(
          "TooManyEntriesInBatchRequest",
          "Maximum number of entries per request are 10. You have sent " + entries.size() + ".");
    }
    if (sizeBytes > MAX_BATCH_SIZE_BYTES) {
      throw QueueErrors.batch(
          "BatchRequestTooLong",
          "Batch requests cannot be longer than 1048576 bytes; this has " + sizeBytes + ".");
    }
    Set<String> ids = new HashSet<>();
    for (JsonNode entry : entries) {
      if (!ids.add(entry.path("Id").asText())) {
        throw QueueErrors.batch(
            "BatchEntryIdsNotDistinct", "Id " + entry.path("Id").asText() + " repeated.");
      }
    }
    ObjectNode answer = Json.object();
    ArrayNode successful = answer.putArray("Successful");
    ArrayNode failed = answer.putArray("Failed");
    for (JsonNode entry : entries) {
      String id = entry.path("Id").asText();
      try {
        successful.add(each.apply(queue, entry).put("Id", id));
      } catch (ServiceException e) {
        ObjectNode failure = failed.addObject().put("Id", id).put("Code", e.code());
        failure.put("Message", e.text()).put("SenderFault", true);
      }
    }
    return answer;
  }

  private static int sized(JsonNode request) {
    int size = 0;
    for (JsonNode entry : request.path("Entries")) {
      ObjectNode attributes = object(entry.path("MessageAttributes"));
      String body = entry.path("MessageBody").asText();
      size += new Message("", body, attributes, Json.object(), 0, "").sizeBytes();
    }
    return size;
  }

  /// The texts of an array of names; empty where there is none.
  static Set<String> names(JsonNode array) {
    Set<String> names = new HashSet<>();
    array.forEach(n -> names.add(n.asText()));
    return names;
  }

  private static String receipt(JsonNode request) {
    String receipt = request.path("ReceiptHandle").asText();
    if (receipt.isEmpty()) {
      throw QueueErrors.missing("ReceiptHandle");
    }
    return receipt;
  }

  private static ObjectNode object(JsonNode node) {
    return node instanceof ObjectNode object ? object : Json.object();
  }

  /// The number in a request, checked against its limit; -1 where it is not given.
  private static int optional(JsonNode request, String name, int high) {
    JsonNode value = request.path(name);
    if (value.isMissingNode() || value.isNull()) {
      return -1;
    }
    int low = name.equals("MaxNumberOfMessages") ? 1 : 0;
    return QueueAttributes.inRange(name, value.asText(), low, high);
  }
}
