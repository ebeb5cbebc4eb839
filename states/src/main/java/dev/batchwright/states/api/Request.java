package dev.batchwright.states.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.query.Json;
import java.util.Optional;

/// The fields of one request, checked as they are read.
final class Request {

  private final JsonNode body;

  Request(JsonNode body) {
    this.body = body;
  }

  Optional<JsonNode> any(String name) {
    JsonNode node = body.get(name);
    return node == null || node.isNull() ? Optional.empty() : Optional.of(node);
  }

  String required(String name) throws ApiException {
    return text(name)
        .orElseThrow(() ->
            invalid(
                "1 validation error detected: Value null at '"
                    + name
                    + "' failed to satisfy constraint: Member must not be null"));
  }

  Optional<String> text(String name) throws ApiException {
    Optional<JsonNode> node = any(name);
    if (node.isPresent() && !node.get().isTextual()) {
      throw invalid("'" + name + "' is " + node.get() + ", expected a string");
    }
    return node.map(JsonNode::textValue);
  }

  boolean flag(String name, boolean otherwise) throws ApiException {
    Optional<JsonNode> node = any(name);
    if (node.isPresent() && !node.get().isBoolean()) {
      throw invalid("'" + name + "' is " + node.get() + ", expected true or false");
    }
    return node.map(JsonNode::booleanValue).orElse(otherwise);
  }

  Optional<Double> number(String name, double min, double max) throws ApiException {
    Optional<JsonNode> node = any(name);
    if (node.isPresent()
        && (!node.get().isNumber()
            || node.get().doubleValue() < min
            || node.get().doubleValue() > max)) {
      throw invalid(
          "'" + name + "' is " + node.get() + ", expected a number of " + min + " to " + max);
    }
    return node.map(JsonNode::doubleValue);
  }

  /// Text that holds JSON, or `{}` when absent.
  JsonNode json(String name, String errorCode) throws ApiException {
    String text = text(name).orElse("{}");
    try {
      return Json.parse(text);
    } catch (JsonProcessingException e) {
      throw new ApiException(
          errorCode, "Invalid " + name + ": not JSON: " + e.getOriginalMessage());
    }
  }

  static ApiException invalid(String message) {
    return new ApiException("ValidationException", message);
  }
}
