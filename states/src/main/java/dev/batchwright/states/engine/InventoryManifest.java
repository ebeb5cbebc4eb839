package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.definition.Iteration.Format.DataFile;
import dev.batchwright.states.query.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The objects that an S3 Inventory lists: its manifest names CSV data files, each of which is read
/// as a stream in turn.
final class InventoryManifest {

  private InventoryManifest() {}

  /// Reads a `manifest.json`. Its data files are in the bucket that it names, or else beside it.
  ///
  /// @param stream is closed
  /// @param layout how to read the data files, where the definition says so
  static ItemSource open(
      ItemReaders readers, InputStream stream, String manifestBucket, Optional<DataFile.Csv> layout)
      throws IOException {
    JsonNode manifest;
    try (stream) {
      manifest = Json.parse(new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    }
    if (!"CSV".equals(manifest.path("fileFormat").asText("CSV"))) {
      throw new IOException(
          "the manifest's fileFormat is " + manifest.path("fileFormat") + ", expected CSV");
    }
    List<String> columns = new ArrayList<>();
    for (String column : manifest.path("fileSchema").asText("").split(",")) {
      columns.add(column.strip());
    }
    if (columns.getFirst().isEmpty() || !manifest.path("files").isArray()) {
      throw new IOException("the manifest has no fileSchema or no files: not an S3 Inventory");
    }
    DataFile.Csv each = layout.orElseGet(() -> new DataFile.Csv(columns, ','));
    String bucket = bucket(manifest.path("destinationBucket").asText(""), manifestBucket);
    List<ObjectPlace> places = new ArrayList<>();
    manifest
        .path("files")
        .forEach(file ->
            places.add(new ObjectPlace(bucket, file.path("key").asText(), Optional.empty())));
    return new ChainedItems(places.iterator(), place -> readers.file(each, place), () -> {});
  }

  private static String bucket(String destination, String manifestBucket) {
    return destination.isEmpty()
        ? manifestBucket
        : destination.substring(destination.lastIndexOf(':') + 1);
  }
}
