package dev.batchwright.states.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.query.Json;
import java.util.Optional;

/// The members of one request that [RequestCheck] has found in order.
final class Request {

  private final String operation;
  private final JsonNode body;

  Request(String operation, JsonNode body) {
    this.operation = operation;
    this.body = body;
  }

  /// The operation it is for.
  String operation() {
    return operation;
  }

  /// The whole request.
  JsonNode body() {
    return body;
  }

  Optional<JsonNode> any(String name) {
    JsonNode node = body.get(name);
    return node == null || node.isNull() ? Optional.empty() : Optional.of(node);
  }

  /// A member that the table has as required.
  String required(String name) {
    return text(name).orElseThrow();
  }

  Optional<String> text(String name) {
    return any(name).map(JsonNode::textValue);
  }

  boolean flag(String name, boolean otherwise) {
    return any(name).map(JsonNode::booleanValue).orElse(otherwise);
  }

  Optional<Double> number(String name) {
    return any(name).map(JsonNode::doubleValue);
  }

  /// Whether only metadata is asked for.
  boolean metadataOnly() {
    return text("includedData").filter("METADATA_ONLY"::equals).isPresent();
  }

  /// Text that holds JSON, or `{}` when absent.
  ///
  /// @param refusal the start of the message where it is none
  JsonNode json(String name, String errorCode, String refusal) throws ApiException {
    String text = text(name).orElse("{}");
    try {
      return Json.parse(text);
    } catch (JsonProcessingException e) {
      throw new ApiException(errorCode, refusal + ": '" + e.getOriginalMessage() + "'");
    }
  }

  static ApiException invalid(String message) {
    return new ApiException("ValidationException", message);
  }
}
