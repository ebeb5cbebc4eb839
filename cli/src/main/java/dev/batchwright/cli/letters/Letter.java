package dev.batchwright.cli.letters;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Objects;

/// A dead letter as statemachines/batch.asl.json or window.asl.json sends it, received.
///
/// @param receipt what it is deleted or given back by
/// @param sentAt when it was sent
/// @param body what it says
public record Letter(String receipt, Instant sentAt, JsonNode body) {

  public Letter {
    Objects.requireNonNull(receipt, "receipt");
    Objects.requireNonNull(sentAt, "sentAt");
    Objects.requireNonNull(body, "body");
  }

  /// A letter of this text; one that is no JSON is of no run.
  static Letter of(String receipt, Instant sentAt, String text) {
    try {
      return new Letter(receipt, sentAt, Json.tree(text.getBytes(StandardCharsets.UTF_8)));
    } catch (BadRequestException _) {
      return new Letter(receipt, sentAt, Json.mapper().createObjectNode());
    }
  }

  /// The run that it is of, or empty.
  public String run() {
    return body.path("run").asText();
  }

  /// `map`, `reduce`, `run`, or `window`: the window of uploads that was to start the run.
  public String stage() {
    return body.path("stage").asText();
  }

  /// What was given up, the same for every letter about it.
  public String about() {
    JsonNode item = body.path("item");
    return switch (stage()) {
      case "map" -> "chunk " + item.path("chunk").asInt();
      case "reduce" -> "partition " + item.path("partition").asInt();
      case "window" -> "its window of uploads";
      case "run" -> "the run";
      default -> "stage '" + stage() + "', which is none of a run";
    };
  }
}
