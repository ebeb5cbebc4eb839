package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.Limits;
import dev.batchwright.states.query.Json;
import java.io.IOException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Makes child executions' inputs out of items: selects from each, and puts several together.
final class ChildInputs {

  /// What one child gets.
  ///
  /// @param itemCount how many items are in it
  record ChildInput(JsonNode input, int itemCount) {}

  /// How items are put together.
  ///
  /// @param maxBytes most bytes of a whole input, with its BatchInput
  record Batching(int maxItems, int maxBytes, Optional<JsonNode> batchInput) {
    Batching {
      Objects.requireNonNull(batchInput, "batchInput");
    }
  }

  private final ItemSource source;
  private final Function<ItemContext, JsonNode> selector;
  private final Optional<Batching> batching;
  private @Nullable JsonNode heldBack;

  ChildInputs(
      ItemSource source, Function<ItemContext, JsonNode> selector, Optional<Batching> batching) {
    this.source = source;
    this.selector = selector;
    this.batching = batching;
  }

  /// The next child's input, or empty when all items are used.
  ///
  /// @throws IOException when the items cannot be read, or one is larger than an input may be
  Optional<ChildInput> next() throws IOException {
    if (batching.isEmpty()) {
      Optional<JsonNode> item = nextItem();
      if (item.isPresent()) {
        checkSize(item.get());
      }
      return item.map(it -> new ChildInput(it, 1));
    }
    return batch(batching.get());
  }

  private Optional<ChildInput> batch(Batching limits) throws IOException {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    limits.batchInput.ifPresent(it -> input.set("BatchInput", it));
    ArrayNode items = input.putArray("Items");
    int size = Json.sizeBytes(input);
    while (items.size() < limits.maxItems) {
      Optional<JsonNode> item = nextItem();
      if (item.isEmpty()) {
        break;
      }
      int itemSize = Json.sizeBytes(item.get()) + (items.isEmpty() ? 0 : 1);
      if (size + itemSize > limits.maxBytes && !items.isEmpty()) {
        heldBack = item.get();
        break;
      }
      items.add(item.get());
      size += itemSize;
    }
    if (items.isEmpty()) {
      return Optional.empty();
    }
    checkSize(input);
    return Optional.of(new ChildInput(input, items.size()));
  }

  private Optional<JsonNode> nextItem() throws IOException {
    if (heldBack != null) {
      JsonNode item = heldBack;
      heldBack = null;
      return Optional.of(item);
    }
    return source.next().map(selector);
  }

  private static void checkSize(JsonNode input) throws IOException {
    int size = Json.sizeBytes(input);
    if (size > Limits.MAX_PAYLOAD_BYTES) {
      throw new TooLargeException(size);
    }
  }

  /// A child's input is larger than a payload may be, which is no fault of the data set.
  static final class TooLargeException extends IOException {

    private static final long serialVersionUID = 1L;

    private TooLargeException(int sizeBytes) {
      super(
          "The input of a child execution has "
              + sizeBytes
              + " bytes, at most "
              + Limits.MAX_PAYLOAD_BYTES
              + " are allowed; use ItemSelector or ItemBatcher to make it smaller");
    }
  }

  void close() {
    source.close();
  }
}
