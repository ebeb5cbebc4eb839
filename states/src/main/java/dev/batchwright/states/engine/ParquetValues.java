package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.hardwood.row.PqList;
import dev.hardwood.row.PqMap;
import dev.hardwood.row.PqStruct;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/// Parquet's values as JSON. The service's documentation does not say how it shows them; here
/// numbers stay numbers, bytes are Base64, and times are text after ISO 8601.
final class ParquetValues {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ParquetValues() {}

  /// One value of a row.
  static JsonNode json(@Nullable Object value) {
    return switch (value) {
      case null -> NODES.nullNode();
      case Boolean it -> NODES.booleanNode(it);
      case Integer it -> NODES.numberNode(it);
      case Long it -> NODES.numberNode(it);
      case Float it -> NODES.numberNode(it);
      case Double it -> NODES.numberNode(it);
      case BigDecimal it -> NODES.numberNode(it);
      case byte[] it -> NODES.binaryNode(it);
      case PqStruct it -> struct(it);
      case PqList it -> list(it);
      case PqMap it -> map(it);
      default -> NODES.textNode(value.toString());
    };
  }

  private static JsonNode struct(PqStruct struct) {
    ObjectNode object = NODES.objectNode();
    for (int i = 0; i < struct.getFieldCount(); i++) {
      object.set(struct.getFieldName(i), json(struct.getValue(i)));
    }
    return object;
  }

  private static JsonNode list(PqList list) {
    ArrayNode array = NODES.arrayNode(list.size());
    for (int i = 0; i < list.size(); i++) {
      array.add(json(list.get(i)));
    }
    return array;
  }

  private static JsonNode map(PqMap map) {
    ObjectNode object = NODES.objectNode();
    for (PqMap.Entry entry : map.getEntries()) {
      object.set(json(entry.getKey()).asText(), json(entry.getValue()));
    }
    return object;
  }
}
