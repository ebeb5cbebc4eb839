package dev.batchwright.local.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.local.http.Json;

/// A message in a queue, with what changes about it. Guarded by the lock of all queues.
final class Held {
  final Message message;

  /// Order of arrival in this queue.
  final long sequence;

  /// From when on it may be handed out, in milliseconds since 1970.
  long visibleMillis;

  int receiveCount;

  /// 0 until it is handed out first.
  long firstReceivedMillis;

  Held(Message message, long sequence, long visibleMillis) {
    this.message = message;
    this.sequence = sequence;
    this.visibleMillis = visibleMillis;
  }

  /// The handle of the latest delivery; an earlier one no longer fits.
  String receipt() {
    return message.id() + "#" + receiveCount;
  }

  boolean inFlight(long nowMillis) {
    return receiveCount > 0 && visibleMillis > nowMillis;
  }

  ObjectNode putRecord() {
    ObjectNode record = changeRecord();
    record.put("op", "put").set("message", message.toJson());
    return record;
  }

  ObjectNode changeRecord() {
    return Json.object()
        .put("op", "change")
        .put("id", message.id())
        .put("visibleMillis", visibleMillis)
        .put("receiveCount", receiveCount)
        .put("firstReceivedMillis", firstReceivedMillis);
  }

  void restore(JsonNode record) {
    visibleMillis = record.path("visibleMillis").asLong();
    receiveCount = record.path("receiveCount").asInt();
    firstReceivedMillis = record.path("firstReceivedMillis").asLong();
  }

  static Message message(JsonNode json) {
    return new Message(
        json.path("id").asText(),
        json.path("body").asText(),
        (ObjectNode) json.path("attributes"),
        (ObjectNode) json.path("systemAttributes"),
        json.path("sentMillis").asLong(),
        json.path("movedFrom").asText());
  }
}
