package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.definition.Iteration.Format;
import dev.batchwright.states.definition.Iteration.Format.DataFile;
import dev.batchwright.states.port.ItemStore;
import dev.batchwright.states.port.StoredObject;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Opens the data sets of item readers. All are read as streams: an item is forgotten once its
/// child execution has been started.
final class ItemReaders {

  private static final int BUFFER_CHARS = 1 << 16;

  private final ItemStore store;

  ItemReaders(ItemStore store) {
    this.store = store;
  }

  /// Opens a data set.
  ///
  /// @param arguments the reader's resolved Arguments or Parameters
  /// @throws IOException when it is not there, or is not what its format says
  ItemSource open(Format format, JsonNode arguments) throws IOException {
    String bucket = required(arguments, "Bucket");
    String prefix = arguments.path("Prefix").asText("");
    return switch (format) {
      case Format.Listing() -> listing(bucket, store.list(bucket, prefix));
      case Format.Contents(DataFile each) -> contents(each, bucket, store.list(bucket, prefix));
      case DataFile file -> file(file, object(bucket, arguments));
      case Format.Inventory(Optional<DataFile.Csv> layout) ->
          InventoryManifest.open(this, stream(object(bucket, arguments)), bucket, layout);
      case Format.AthenaManifest(DataFile each) ->
          AthenaManifest.open(this, reader(object(bucket, arguments)), each);
    };
  }

  /// Opens one object with items in it, whatever it is compressed with.
  ItemSource file(DataFile file, ObjectPlace place) throws IOException {
    return switch (file) {
      case DataFile.Json(String pointer) -> new JsonItems(stream(place), pointer, place.uri());
      case DataFile.JsonLines() -> new JsonLineItems(new Lines(reader(place)), place.uri());
      case DataFile.Csv(List<String> headers, char delimiter) ->
          new CsvItems(new CsvRows(reader(place), delimiter), headers, place.uri());
      case DataFile.Parquet() -> ParquetItems.open(store, place);
    };
  }

  private InputStream stream(ObjectPlace place) throws IOException {
    return Decompression.of(store.open(place.bucket(), place.key(), place.versionId()));
  }

  private BufferedReader reader(ObjectPlace place) throws IOException {
    return new BufferedReader(
        new InputStreamReader(stream(place), StandardCharsets.UTF_8), BUFFER_CHARS);
  }

  private static ObjectPlace object(String bucket, JsonNode arguments) throws IOException {
    Optional<String> version =
        Optional.ofNullable(arguments.get("VersionId")).map(JsonNode::asText);
    return new ObjectPlace(bucket, required(arguments, "Key"), version);
  }

  private static String required(JsonNode arguments, String name) throws IOException {
    JsonNode value = arguments.path(name);
    if (!value.isTextual() || value.textValue().isEmpty()) {
      throw new IOException("the ItemReader's " + name + " is " + value + ", expected a string");
    }
    return value.textValue();
  }

  private static ItemSource listing(String bucket, Stream<StoredObject> objects) {
    Iterator<StoredObject> iterator = objects.iterator();
    String uri = ItemContext.uri(bucket, "");
    return new ItemSource() {
      private long index;

      @Override
      public Optional<ItemContext> next() {
        if (!iterator.hasNext()) {
          return Optional.empty();
        }
        return Optional.of(new ItemContext(index++, Optional.empty(), item(iterator.next()), uri));
      }

      @Override
      public void close() {
        objects.close();
      }
    };
  }

  /// Objects without bytes have no items; the folders that the S3 console makes are among them.
  private ItemSource contents(DataFile each, String bucket, Stream<StoredObject> objects) {
    Iterator<ObjectPlace> places =
        objects
            .filter(it -> it.sizeBytes() > 0)
            .map(it -> new ObjectPlace(bucket, it.key(), Optional.empty()))
            .iterator();
    return new ChainedItems(places, place -> file(each, place), objects::close);
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
