package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.Optional;

/// The item an iteration works on, as the context object's `Map.Item` shows it.
///
/// @param index its place, from 0
/// @param key the member's name, when the items are an object's members
/// @param value the item itself, before ItemSelector
/// @param source where it is from: [#STATE_DATA], or the URI of a bucket or object
record ItemContext(long index, Optional<String> key, JsonNode value, String source) {

  /// The source of items that come from the state's input. (AWS: "For state input, the value will
  /// be: STATE_DATA".)
  static final String STATE_DATA = "STATE_DATA";

  ItemContext {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(value, "value");
    Objects.requireNonNull(source, "source");
  }

  /// An item of a bucket's listing, or of an object when a key is given. (AWS: "the value will be
  /// the Amazon S3 URI. For example: S3://bucket-name/object-key".)
  static String uri(String bucket, String key) {
    return "S3://" + bucket + (key.isEmpty() ? "" : "/" + key);
  }

  /// The same item at another place.
  ItemContext at(long place) {
    return new ItemContext(place, key, value, source);
  }

  /// What an iteration gets without ItemSelector: the item, or the pair of an object's member.
  JsonNode input() {
    if (key.isEmpty()) {
      return value;
    }
    ObjectNode pair = JsonNodeFactory.instance.objectNode().put("Key", key.get());
    pair.set("Value", value);
    return pair;
  }

  ObjectNode toJson() {
    ObjectNode item = JsonNodeFactory.instance.objectNode().put("Index", index);
    key.ifPresent(it -> item.put("Key", it));
    item.set("Value", value);
    item.put("Source", source);
    ObjectNode map = JsonNodeFactory.instance.objectNode();
    map.set("Item", item);
    return map;
  }
}
