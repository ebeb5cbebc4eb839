package dev.batchwright.local.events;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.local.http.Json;
import dev.batchwright.local.s3.CreatedObject;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/// "Object Created" events as S3 sends them to EventBridge.
///
/// Buckets here have no versions, so an event has no `version-id`: ETag and sequencer tell one
/// object of a key from the next, as for a bucket without versioning on AWS.
public final class ObjectEvents {
  private final Clock clock;
  private final String region;
  private final String accountId;
  private final AtomicLong lastSequence = new AtomicLong();

  /// @param clock what an event's time is read from
  public ObjectEvents(Clock clock, String region, String accountId) {
    this.clock = clock;
    this.region = region;
    this.accountId = accountId;
  }

  /// The event of an object that is there now.
  public ObjectNode created(CreatedObject object) {
    ObjectNode event = Json.object().put("version", "0").put("id", UUID.randomUUID().toString());
    event.put("detail-type", "Object Created").put("source", "aws.s3").put("account", accountId);
    event.put("time", clock.instant().truncatedTo(ChronoUnit.SECONDS).toString());
    event.put("region", region).putArray("resources").add("arn:aws:s3:::" + object.bucket());
    ObjectNode detail = event.putObject("detail").put("version", "0");
    detail.putObject("bucket").put("name", object.bucket());
    detail
        .putObject("object")
        .put("key", object.key())
        .put("size", object.sizeBytes())
        .put("etag", object.etag())
        .put("sequencer", sequencer());
    detail
        .put("request-id", object.requestId())
        .put("requester", accountId)
        .put("source-ip-address", "127.0.0.1")
        .put("reason", object.reason().operation());
    return event;
  }

  /// Grows from event to event, over restarts as well: the time in microseconds, at least one more
  /// than before.
  private String sequencer() {
    long now = ChronoUnit.MICROS.between(Instant.EPOCH, clock.instant());
    long sequence = lastSequence.updateAndGet(last -> Math.max(last + 1, now));
    return HexFormat.of().withUpperCase().toHexDigits(sequence);
  }
}
