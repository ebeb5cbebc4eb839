package dev.batchwright.cli.summary;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.batch.model.CheckResult;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.Published;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.cli.summary.RunReport.Outcome;
import dev.batchwright.cli.target.ObjectReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Looks at what a published run left.
public final class Findings {

  /// Rows of the output that are shown.
  private static final int PREVIEW_ROWS = 20;

  /// An output above this size is no answer that fits a screen.
  private static final int PREVIEW_BYTES = 64 << 10;

  /// Refused rows that are shown; all of them are in the quarantine.
  private static final int REFUSED_ROWS = 3;

  private static final int REFUSED_BYTES = 64 << 10;

  /// A manifest or summary above this size is of a run with very many outputs; not looked at.
  private static final int MAX_JSON_BYTES = 4 << 20;

  private final ObjectReader objects;
  private final UnaryOperator<String> show;

  /// @param show turns URIs in a text into what the user wrote
  public Findings(ObjectReader objects, UnaryOperator<String> show) {
    this.objects = objects;
    this.show = show;
  }

  /// What publishing answered, and what it is about.
  ///
  /// @param answer the execution's output, JSON
  /// @param retries attempts beyond an item's first, as far as they were seen
  public Outcome.Visible visible(String answer, long retries) {
    Published published = published(answer);
    Optional<JsonNode> summary = json(published.summary());
    return new Outcome.Visible(
        shown(published),
        summary.flatMap(it -> effort(it, retries)),
        summary.map(this::checks).orElse(List.of()),
        published.rowsQuarantined() == 0 ? List.of() : refused(published.quarantine()),
        published.outputs() == 1 ? preview(published) : List.of());
  }

  private static Published published(String answer) {
    try {
      return Json.mapper()
          .readerFor(Published.class)
          .without(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .readValue(answer);
    } catch (IOException e) {
      throw new UncheckedIOException("the run's answer is not one of publishing: " + answer, e);
    }
  }

  private Published shown(Published at) {
    return new Published(
        at.run(),
        show.apply(at.output()),
        show.apply(at.manifest()),
        show.apply(at.summary()),
        show.apply(at.quarantine()),
        show.apply(at.work()),
        at.outputs(),
        at.bytesWritten(),
        at.rowsRead(),
        at.rowsWritten(),
        at.rowsFiltered(),
        at.rowsQuarantined(),
        at.failedChunks());
  }

  private Optional<JsonNode> json(String uri) {
    return objects.start(S3Location.parse(uri), MAX_JSON_BYTES).flatMap(Findings::parse);
  }

  private static Optional<JsonNode> parse(byte[] bytes) {
    try {
      return Optional.of(Json.mapper().readTree(bytes));
    } catch (IOException _) {
      return Optional.empty(); // cut off at the limit
    }
  }

  private static Optional<RunReport.Effort> effort(JsonNode summary, long retries) {
    JsonNode effects = summary.path("effects");
    if (!effects.isObject()) {
      return Optional.empty();
    }
    long requests = 0;
    for (JsonNode kind : effects.path("requests")) {
      requests += kind.asLong();
    }
    long attempts = effects.path("attempts").asLong() + retries;
    return Optional.of(new RunReport.Effort(attempts, retries, requests));
  }

  private List<CheckResult> checks(JsonNode summary) {
    List<CheckResult> checks = new ArrayList<>();
    for (JsonNode check : summary.path("checks")) {
      checks.add(
          new CheckResult(
              check.path("check").asText(),
              check.path("passed").asBoolean(),
              show.apply(check.path("found").asText()),
              check.path("allowed").asText(),
              List.of()));
    }
    return checks;
  }

  private List<String> refused(String uri) {
    Optional<byte[]> start = objects.start(S3Location.parse(uri), REFUSED_BYTES);
    List<String> lines = new ArrayList<>();
    String text = new String(start.orElse(new byte[0]), StandardCharsets.UTF_8);
    for (String line : text.split("\n")) {
      if (lines.size() < REFUSED_ROWS) {
        parse(line.getBytes(StandardCharsets.UTF_8)).map(this::refusal).ifPresent(lines::add);
      }
    }
    return lines;
  }

  private String refusal(JsonNode refused) {
    String column = refused.path("column").asText();
    String pinned = refused.path("object").asText();
    int etag = pinned.lastIndexOf('@');
    return "%s row %d, byte %d: %s%s"
        .formatted(
            show.apply(etag < 0 ? pinned : pinned.substring(0, etag)),
            refused.path("row").asLong(),
            refused.path("startByte").asLong(),
            column.isEmpty() ? "" : "column " + column + ": ",
            refused.path("reason").asText());
  }

  private List<List<String>> preview(Published published) {
    if (published.bytesWritten() > PREVIEW_BYTES) {
      return List.of();
    }
    return json(published.manifest())
        .map(manifest -> manifest.path("outputs").path(0).path("uri").asText())
        .filter(uri -> uri.endsWith(".csv"))
        .flatMap(uri -> objects.start(S3Location.parse(uri), PREVIEW_BYTES))
        .map(bytes -> new String(bytes, StandardCharsets.UTF_8))
        .map(text -> CsvStart.rows(text, 1 + PREVIEW_ROWS))
        .orElse(List.of());
  }
}
