package dev.batchwright.states.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.batchwright.states.port.TaskFailure;
import java.time.Instant;
import java.util.Set;

/// The API as Task states speak it: members in PascalCase, errors as exceptions of the service.
final class SdkNames {

  /// Members that are JSON text in the API.
  private static final Set<String> PAYLOADS =
      Set.of("input", "output", "definition", "variables", "context", "result");

  private SdkNames() {}

  /// `aws-sdk:sfn:action`: parameters and result in PascalCase, dates as text.
  static JsonNode call(StepFunctions api, String action, JsonNode arguments) throws TaskFailure {
    try {
      return toSdk(api.call(cased(action, true), toApi(arguments)), "");
    } catch (ApiException e) {
      throw new TaskFailure("Sfn." + exception(e.code()), cause(e, "Sfn"));
    }
  }

  /// A refusal as `states:startExecution` raises it.
  static TaskFailure optimized(ApiException e) {
    return new TaskFailure(
        "StepFunctions." + exception(e.code()),
        e.getMessage()
            + " (Service: AWSStepFunctions; Status Code: "
            + e.httpStatus()
            + "; Error Code: "
            + e.code()
            + ")");
  }

  private static String cause(ApiException e, String service) {
    return e.getMessage() + " (Service: " + service + ", Status Code: " + e.httpStatus() + ")";
  }

  private static String exception(String code) {
    return code.endsWith("Exception") ? code : code + "Exception";
  }

  private static String cased(String name, boolean upper) {
    char first = name.charAt(0);
    return (upper ? Character.toUpperCase(first) : Character.toLowerCase(first))
        + name.substring(1);
  }

  /// The request in the API's own names; a member that is JSON text in the API may be JSON here.
  static ObjectNode toApi(JsonNode arguments) {
    ObjectNode request = Answers.none();
    for (var it : arguments.properties()) {
      String name = cased(it.getKey(), false);
      boolean text = PAYLOADS.contains(name) && it.getValue().isContainerNode();
      request.set(name, text ? TextNode.valueOf(it.getValue().toString()) : inside(it.getValue()));
    }
    return request;
  }

  private static JsonNode inside(JsonNode value) {
    if (value.isObject()) {
      return toApi(value);
    }
    if (value.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      value.forEach(it -> array.add(it.isObject() ? toApi(it) : it));
      return array;
    }
    return value;
  }

  private static JsonNode toSdk(JsonNode value, String name) {
    if (value.isObject()) {
      ObjectNode object = Answers.none();
      value
          .properties()
          .forEach(it -> object.set(cased(it.getKey(), true), toSdk(it.getValue(), it.getKey())));
      return object;
    }
    if (value.isArray()) {
      ArrayNode array = JsonNodeFactory.instance.arrayNode();
      value.forEach(it -> array.add(toSdk(it, name)));
      return array;
    }
    boolean date = name.endsWith("Date") || name.equals("timestamp");
    return date && value.isNumber()
        ? TextNode.valueOf(Instant.ofEpochMilli(Math.round(value.doubleValue() * 1_000)).toString())
        : value;
  }
}
