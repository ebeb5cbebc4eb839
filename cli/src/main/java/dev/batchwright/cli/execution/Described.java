package dev.batchwright.cli.execution;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.Json;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/// An execution as a target describes it.
///
/// @param arn its ARN
/// @param name its name
/// @param input its input, JSON
/// @param standing how it stands
/// @param startedAt when it began
/// @param endedAt when it ended, where it has
public record Described(
    String arn,
    String name,
    String input,
    Standing standing,
    Instant startedAt,
    Optional<Instant> endedAt) {

  public Described {
    Objects.requireNonNull(arn, "arn");
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(input, "input");
    Objects.requireNonNull(standing, "standing");
    Objects.requireNonNull(startedAt, "startedAt");
    Objects.requireNonNull(endedAt, "endedAt");
  }

  /// The run that it is of: its input names one where it goes on with another's.
  public String run() {
    return asked().path("run").asText(name);
  }

  /// The job that was asked for, or empty.
  public String job() {
    return asked().path("job").asText();
  }

  /// What was asked for, as far as it is JSON.
  public JsonNode asked() {
    try {
      return Json.tree(input.getBytes(StandardCharsets.UTF_8));
    } catch (BadRequestException _) {
      return Json.mapper().createObjectNode();
    }
  }

  /// From its begin to its end, or until now.
  public Duration took(Instant now) {
    return Duration.between(startedAt, endedAt.orElse(now));
  }
}
