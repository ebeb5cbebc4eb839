package dev.batchwright.batch.trigger;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.InputObject;
import dev.batchwright.batch.model.Json;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads what a message of the queue `Triggers` says.
///
/// | body | from |
/// | --- | --- |
/// | `{"detail-type": "Object Created", "detail": {...}}` | EventBridge |
/// | `{"Records": [{"eventName": "ObjectCreated:Put", "s3": {...}}]}` | S3 itself |
/// | `{"schedule": "orders", "scheduledTime": "..."}` | a schedule |
final class TriggerReader {

  private TriggerReader() {}

  /// The triggers of a message: none where it announces nothing new (S3's test event, a deletion,
  /// the empty object that a console makes for a folder).
  ///
  /// @throws BadRequestException when the body is nothing of the kind
  static List<Trigger> read(String body) {
    JsonNode json =
        Json.read(body.getBytes(StandardCharsets.UTF_8), JsonNode.class, "the message's body");
    try {
      if (json.has("schedule")) {
        return List.of(
            new Trigger.Firing(
                text(json, "/schedule"), Instant.parse(text(json, "/scheduledTime"))));
      }
      if (json.has("detail-type")) {
        return json.path("detail-type").asText().equals("Object Created")
            ? withoutFolders(List.of(ofEventBridge(json)))
            : List.of();
      }
      if (json.path("Records").isArray()) {
        return withoutFolders(ofS3(json.path("Records")));
      }
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new BadRequestException("the message's body: " + e.getMessage() + ": " + body, e);
    }
    if (json.path("Event").asText().equals("s3:TestEvent")) {
      return List.of();
    }
    throw new BadRequestException(
        "the message is neither an upload's event nor a schedule's firing; send such to another"
            + " queue: "
            + body);
  }

  /// Keys stand in EventBridge's events as they are.
  private static Trigger.Upload ofEventBridge(JsonNode json) {
    JsonNode object = json.at("/detail/object");
    return upload(
        text(json, "/detail/bucket/name"),
        text(object, "/key"),
        text(object, "/etag"),
        optional(object, "version-id"),
        object,
        text(json, "/time"));
  }

  /// Keys stand in S3's own events as in a form: a space is `+` or `%20`.
  private static List<Trigger.Upload> ofS3(JsonNode records) {
    List<Trigger.Upload> uploads = new ArrayList<>();
    for (JsonNode each : records) {
      if (!text(each, "/eventName").startsWith("ObjectCreated:")) {
        continue;
      }
      JsonNode object = each.at("/s3/object");
      uploads.add(
          upload(
              text(each, "/s3/bucket/name"),
              URLDecoder.decode(text(object, "/key"), StandardCharsets.UTF_8),
              text(object, "/eTag"),
              optional(object, "versionId"),
              object,
              text(each, "/eventTime")));
    }
    return uploads;
  }

  private static Trigger.Upload upload(
      String bucket,
      String key,
      String etag,
      Optional<String> version,
      JsonNode object,
      String time) {
    if (!object.path("size").isIntegralNumber()) {
      throw new IllegalArgumentException("/size of " + key + " is missing, expected a number");
    }
    // Events leave out the quotes that are part of an ETag everywhere else.
    String quoted = etag.startsWith("\"") ? etag : '"' + etag + '"';
    return new Trigger.Upload(
        new InputObject(bucket, key, quoted, version, object.path("size").asLong()),
        Instant.parse(time));
  }

  private static List<Trigger> withoutFolders(List<Trigger.Upload> uploads) {
    return uploads.stream()
        .filter(it -> it.object().sizeBytes() > 0 || !it.object().key().endsWith("/"))
        .map(Trigger.class::cast)
        .toList();
  }

  private static String text(JsonNode json, String pointer) {
    JsonNode value = json.at(pointer);
    if (!value.isTextual() || value.textValue().isEmpty()) {
      throw new IllegalArgumentException(pointer + " is missing, expected a text");
    }
    return value.textValue();
  }

  /// A bucket that keeps no versions says nothing, or "null" of objects from before it did.
  private static Optional<String> optional(JsonNode json, String name) {
    return Optional.of(json.path(name).asText()).filter(it -> !it.isEmpty() && !it.equals("null"));
  }
}
