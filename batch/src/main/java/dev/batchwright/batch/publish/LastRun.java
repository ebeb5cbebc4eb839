package dev.batchwright.batch.publish;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.PreviousRun;
import dev.batchwright.batch.model.RunPlan;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.storage.Storage;
import dev.batchwright.batch.table.Table;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/// Finds the published run that a run is held against: by what the request names in `against`,
/// which is a manifest, the output prefix of a run, or a pointer to one of these: a JSON object
/// with the member `manifest` or `output`, as `_current.json` is.
final class LastRun {

  private static final String MANIFEST = "manifest.json";

  /// The pointer to the run that is current, beside the outputs of several.
  private static final String POINTER = Table.POINTER;

  /// A pointer may name a prefix, whose pointer or manifest is looked at.
  private static final int MAX_HOPS = 4;

  private LastRun() {}

  /// The run, or nothing where none is named, where none has been published there yet, or where it
  /// is the run itself.
  ///
  /// @throws BadRequestException when what is named is no manifest and no pointer
  static Optional<PreviousRun> of(Storage storage, RunPlan plan) {
    return plan.request()
        .options()
        .against()
        .flatMap(uri -> find(storage, uri, 0))
        .filter(last -> !last.manifest().equals(ManifestWriter.location(plan).uri()));
  }

  private static Optional<PreviousRun> find(Storage storage, String uri, int hops) {
    if (hops == MAX_HOPS) {
      throw wrong(uri, "is the end of a chain of pointers; expected one that names a manifest");
    }
    if (!uri.endsWith(".json")) {
      S3Location prefix = S3Location.parse(uri.endsWith("/") ? uri : uri + "/");
      Optional<PreviousRun> pointed = find(storage, prefix.plus(POINTER).uri(), hops + 1);
      return pointed.isPresent() ? pointed : find(storage, prefix.plus(MANIFEST).uri(), hops + 1);
    }
    Optional<byte[]> bytes = storage.get(S3Location.parse(uri));
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    JsonNode start = start(bytes.get(), uri);
    for (String pointer : new String[] {"manifest", "output"}) {
      if (start.path(pointer).isTextual()) {
        return find(storage, start.path(pointer).asText(), hops + 1);
      }
    }
    JsonNode rows = start.path("result").path("rowsWritten");
    if (!rows.isIntegralNumber()) {
      throw wrong(uri, "is no manifest and no pointer to one");
    }
    return Optional.of(new PreviousRun(start.path("run").asText(), uri, rows.asLong()));
  }

  /// The members up to `result`: what follows names every output object.
  private static JsonNode start(byte[] bytes, String uri) {
    var start = Json.mapper().createObjectNode();
    try (JsonParser json = Json.mapper().createParser(bytes)) {
      if (json.nextToken() != JsonToken.START_OBJECT) {
        throw wrong(uri, "is no JSON object");
      }
      while (json.nextToken() == JsonToken.FIELD_NAME) {
        String name = json.currentName();
        json.nextToken();
        start.set(name, json.readValueAsTree());
        if (name.equals("result")) {
          break;
        }
      }
      return start;
    } catch (IOException e) {
      if (e instanceof com.fasterxml.jackson.core.JsonProcessingException) {
        throw wrong(uri, "is no JSON: " + e.getMessage());
      }
      throw new UncheckedIOException(e);
    }
  }

  private static BadRequestException wrong(String uri, String what) {
    return new BadRequestException(
        "option against: %s %s; nothing was published. Name the manifest or output of a published"
                .formatted(uri, what)
            + " run, and start a new one");
  }
}
