package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.query.Json;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/// The objects that an S3 Inventory lists: its manifest names CSV data files, each of which is read
/// as a stream in turn.
final class ManifestItems implements ItemSource {

  private final ItemReaders readers;
  private final String bucket;
  private final List<String> columns;
  private final Iterator<String> files;
  private @Nullable CsvItems current;
  private long index;

  private ManifestItems(
      ItemReaders readers, String bucket, List<String> columns, Iterator<String> files) {
    this.readers = readers;
    this.bucket = bucket;
    this.columns = columns;
    this.files = files;
  }

  /// Reads a `manifest.json`. Its data files are in the bucket that it names, or else beside it.
  static ManifestItems open(ItemReaders readers, InputStream stream, String manifestBucket)
      throws IOException {
    JsonNode manifest;
    try (stream) {
      manifest = Json.MAPPER.readTree(stream);
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
    List<String> files = new ArrayList<>();
    manifest.path("files").forEach(file -> files.add(file.path("key").asText()));
    String destination = manifest.path("destinationBucket").asText("");
    String bucket =
        destination.isEmpty()
            ? manifestBucket
            : destination.substring(destination.lastIndexOf(':') + 1);
    return new ManifestItems(readers, bucket, List.copyOf(columns), files.iterator());
  }

  @Override
  public Optional<ItemContext> next() throws IOException {
    while (true) {
      if (current == null) {
        if (!files.hasNext()) {
          return Optional.empty();
        }
        String key = files.next();
        current = new CsvItems(new CsvRows(readers.dataFile(bucket, key), ','), columns);
      }
      Optional<ItemContext> item = current.next();
      if (item.isPresent()) {
        return Optional.of(new ItemContext(index++, Optional.empty(), item.get().value()));
      }
      close();
    }
  }

  @Override
  public OptionalLong size() {
    return OptionalLong.empty();
  }

  @Override
  public void close() {
    if (current != null) {
      current.close();
      current = null;
    }
  }
}
