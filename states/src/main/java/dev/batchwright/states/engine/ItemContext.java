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
record ItemContext(long index, Optional<String> key, JsonNode value) {

  ItemContext {
    Objects.requireNonNull(key, "key");
    Objects.requireNonNull(value, "value");
  }

  ObjectNode toJson() {
    ObjectNode item = JsonNodeFactory.instance.objectNode().put("Index", index);
    key.ifPresent(it -> item.put("Key", it));
    item.set("Value", value);
    ObjectNode map = JsonNodeFactory.instance.objectNode();
    map.set("Item", item);
    return map;
  }
}
