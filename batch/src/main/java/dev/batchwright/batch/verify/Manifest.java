package dev.batchwright.batch.verify;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.InputObject;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.ManifestOutput;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.storage.PinnedObject;
import dev.batchwright.batch.storage.Storage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;

/// A manifest, read as a stream: first what it says of the run, then its outputs one by one, which
/// are its last member. For one reader.
final class Manifest implements AutoCloseable {

  private final String place;
  private final JsonParser json;
  private String run = "";
  private JsonNode result = Json.mapper().createObjectNode();

  private Manifest(String place, JsonParser json) {
    this.place = place;
    this.json = json;
  }

  /// Opens the manifest at a place, if there is one.
  ///
  /// @throws BadRequestException when it is no manifest
  static Optional<Manifest> open(Storage storage, S3Location at) {
    return storage
        .head(at)
        .map(head ->
            open(
                new PinnedObject(
                    storage,
                    new InputObject(
                        at.bucket(), at.key(), head.etag(), head.versionId(), head.sizeBytes()))));
  }

  private static Manifest open(PinnedObject object) {
    try {
      JsonParser json = Json.mapper().createParser(object.open(0, object.sizeBytes()));
      Manifest manifest = new Manifest(object.place(), json);
      manifest.begin();
      return manifest;
    } catch (IOException e) {
      throw unreadable(object.place(), e);
    }
  }

  private void begin() throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      throw new BadRequestException(place + " is no JSON object");
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      String name = json.currentName();
      json.nextToken();
      switch (name) {
        case "run" -> run = json.getText();
        case "result" -> result = json.readValueAsTree();
        case "outputs" -> {
          return;
        }
        default -> json.skipChildren();
      }
    }
    throw new BadRequestException(place + " has no outputs");
  }

  /// The run that it is of.
  String run() {
    return run;
  }

  /// The counts and places that publish answered.
  JsonNode result() {
    return result;
  }

  /// The next output, in the order of keys; empty after the last one.
  ///
  /// @throws BadRequestException when the manifest breaks off
  Optional<ManifestOutput> next() {
    try {
      JsonToken token = json.nextToken();
      if (token == JsonToken.END_ARRAY) {
        return Optional.empty();
      }
      if (token != JsonToken.START_OBJECT) {
        throw new BadRequestException(place + " breaks off in the list of its outputs");
      }
      return Optional.of(json.readValueAs(ManifestOutput.class));
    } catch (IOException e) {
      throw unreadable(place, e);
    }
  }

  private static BadRequestException unreadable(String place, IOException e) {
    return new BadRequestException(place + " cannot be read: " + e.getMessage(), e);
  }

  @Override
  public void close() {
    try {
      json.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
