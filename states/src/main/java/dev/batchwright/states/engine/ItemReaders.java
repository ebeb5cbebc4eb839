package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.definition.Iteration;
import dev.batchwright.states.port.ItemStore;
import dev.batchwright.states.port.StoredObject;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/// Opens the data sets of item readers. All are read as streams: an item is forgotten once its
/// child execution has been started.
final class ItemReaders {

  private static final int BUFFER_BYTES = 1 << 16;

  private final ItemStore store;

  ItemReaders(ItemStore store) {
    this.store = store;
  }

  /// Opens a data set.
  ///
  /// @param arguments the reader's resolved Arguments or Parameters
  ItemSource open(Iteration.Format format, JsonNode arguments) throws IOException {
    String bucket = required(arguments, "Bucket");
    return switch (format) {
      case Iteration.Format.Listing() ->
          listing(store.list(bucket, arguments.path("Prefix").asText("")));
      case Iteration.Format.Json(String pointer) ->
          new JsonItems(stream(bucket, arguments), pointer);
      case Iteration.Format.JsonLines() -> new JsonLineItems(reader(stream(bucket, arguments)));
      case Iteration.Format.Csv(List<String> headers, char delimiter) ->
          new CsvItems(new CsvRows(reader(stream(bucket, arguments)), delimiter), headers);
      case Iteration.Format.Manifest() ->
          ManifestItems.open(this, stream(bucket, arguments), bucket);
    };
  }

  private InputStream stream(String bucket, JsonNode arguments) throws IOException {
    String key = required(arguments, "Key");
    Optional<String> version =
        Optional.ofNullable(arguments.get("VersionId")).map(JsonNode::asText);
    return store.open(bucket, key, version);
  }

  /// Opens a data file of a manifest, gunzipped where it is gzip.
  BufferedReader dataFile(String bucket, String key) throws IOException {
    var buffered = new BufferedInputStream(store.open(bucket, key, Optional.empty()), BUFFER_BYTES);
    buffered.mark(2);
    boolean gzip = buffered.read() == 0x1f && buffered.read() == 0x8b;
    buffered.reset();
    return reader(gzip ? new GZIPInputStream(buffered, BUFFER_BYTES) : buffered);
  }

  private static BufferedReader reader(InputStream stream) {
    return new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8), BUFFER_BYTES);
  }

  private static String required(JsonNode arguments, String name) throws IOException {
    JsonNode value = arguments.path(name);
    if (!value.isTextual() || value.textValue().isEmpty()) {
      throw new IOException("the ItemReader's " + name + " is " + value + ", expected a string");
    }
    return value.textValue();
  }

  private static ItemSource listing(Stream<StoredObject> objects) {
    Iterator<StoredObject> iterator = objects.iterator();
    return new ItemSource() {
      private long index;

      @Override
      public Optional<ItemContext> next() {
        if (!iterator.hasNext()) {
          return Optional.empty();
        }
        return Optional.of(new ItemContext(index++, Optional.empty(), item(iterator.next())));
      }

      @Override
      public OptionalLong size() {
        return OptionalLong.empty();
      }

      @Override
      public void close() {
        objects.close();
      }
    };
  }

  private static ObjectNode item(StoredObject object) {
    return JsonNodeFactory.instance
        .objectNode()
        .put("Etag", object.etag())
        .put("Key", object.key())
        .put("LastModified", object.lastModified().getEpochSecond())
        .put("Size", object.sizeBytes())
        .put("StorageClass", object.storageClass());
  }
}
