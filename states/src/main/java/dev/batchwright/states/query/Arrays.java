package dev.batchwright.states.query;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/// The array functions that both languages have.
final class Arrays {

  /// Most elements of a generated range. (AWS: intrinsic functions reference, States.ArrayRange.)
  private static final int MAX_RANGE = 1_000;

  private Arrays() {}

  /// Cuts an array into chunks of `size`, the last of which may be shorter.
  static ArrayNode partition(JsonNode array, JsonNode size) {
    if (!array.isArray()) {
      throw new IllegalArgumentException("the first argument is not an array");
    }
    long chunk = whole(size, "the chunk size");
    if (chunk <= 0) {
      throw new IllegalArgumentException("the chunk size is " + chunk + ", expected 1 or more");
    }
    ArrayNode chunks = JsonNodeFactory.instance.arrayNode();
    ArrayNode current = null;
    for (JsonNode element : array) {
      if (current == null || current.size() >= chunk) {
        current = chunks.addArray();
      }
      current.add(element);
    }
    return chunks;
  }

  /// The numbers from `first` to `last`, both included, by `step`.
  static ArrayNode range(JsonNode first, JsonNode last, JsonNode step) {
    long from = whole(first, "the first element");
    long to = whole(last, "the last element");
    long by = whole(step, "the step");
    if (by == 0) {
      throw new IllegalArgumentException("the step is 0");
    }
    ArrayNode range = JsonNodeFactory.instance.arrayNode();
    for (long value = from; by > 0 ? value <= to : value >= to; value += by) {
      if (range.size() >= MAX_RANGE) {
        throw new IllegalArgumentException("the range has more than " + MAX_RANGE + " elements");
      }
      range.add(value);
    }
    return range;
  }

  private static long whole(JsonNode node, String what) {
    if (!node.isNumber()) {
      throw new IllegalArgumentException(what + " is " + node + ", expected a number");
    }
    return Math.round(node.doubleValue());
  }
}
