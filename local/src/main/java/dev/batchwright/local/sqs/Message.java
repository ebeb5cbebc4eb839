package dev.batchwright.local.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.local.http.Json;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// What a sender handed over: fixed from then on.
///
/// @param id the id that SQS gave it; it keeps it when it is moved to another queue
/// @param body the text
/// @param attributes message attributes as on the wire: name to `{DataType,
///   StringValue|BinaryValue}`
/// @param systemAttributes the same for message system attributes (`AWSTraceHeader`)
/// @param sentMillis when it was first sent, in milliseconds since 1970
/// @param movedFrom the ARN of the queue whose dead letter it is; empty where it is none
record Message(
    String id,
    String body,
    ObjectNode attributes,
    ObjectNode systemAttributes,
    long sentMillis,
    String movedFrom) {

  Message {
    attributes = attributes.deepCopy();
    systemAttributes = systemAttributes.deepCopy();
  }

  /// The same message, as a dead letter of the queue with this ARN.
  Message deadLetterOf(String queueArn) {
    return new Message(id, body, attributes, systemAttributes, sentMillis, queueArn);
  }

  /// What counts against `MaximumMessageSize`: body, and names, types and values of attributes.
  int sizeBytes() {
    int size = utf8(body);
    for (Map.Entry<String, JsonNode> a : attributes.properties()) {
      size += utf8(a.getKey()) + utf8(a.getValue().path("DataType").asText());
      size += utf8(a.getValue().path("StringValue").asText());
      size += utf8(a.getValue().path("BinaryValue").asText()) * 3 / 4;
    }
    return size;
  }

  ObjectNode toJson() {
    ObjectNode json = Json.object().put("id", id).put("body", body);
    json.set("attributes", attributes);
    json.set("systemAttributes", systemAttributes);
    return json.put("sentMillis", sentMillis).put("movedFrom", movedFrom);
  }

  private static int utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }
}
