package dev.batchwright.states.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Tags of state machines.
final class TagOperations {

  private final Registry registry;

  TagOperations(Registry registry) {
    this.registry = registry;
  }

  void addTo(Map<String, StepFunctionsApi.Operation> operations) {
    operations.put("ListTagsForResource", this::list);
    operations.put("TagResource", this::tag);
    operations.put("UntagResource", this::untag);
  }

  private ObjectNode list(Request request) throws ApiException {
    String arn = existing(request);
    ObjectNode response = JsonNodeFactory.instance.objectNode();
    ArrayNode tags = response.putArray("tags");
    new TreeMap<>(registry.tags(arn))
        .forEach((key, value) -> tags.addObject().put("key", key).put("value", value));
    return response;
  }

  private ObjectNode tag(Request request) throws ApiException {
    registry.tag(existing(request), read(request, "tags"));
    return JsonNodeFactory.instance.objectNode();
  }

  private ObjectNode untag(Request request) throws ApiException {
    List<String> keys = new ArrayList<>();
    request.any("tagKeys").ifPresent(it -> it.forEach(key -> keys.add(key.asText())));
    registry.untag(existing(request), keys);
    return JsonNodeFactory.instance.objectNode();
  }

  private String existing(Request request) throws ApiException {
    String arn = Arns.check(request.required("resourceArn"), "stateMachine", "activity");
    if (registry.machine(arn).isEmpty()) {
      throw new ApiException("ResourceNotFound", "Resource not found: '" + arn + "'");
    }
    return arn;
  }

  static Map<String, String> read(Request request, String name) throws ApiException {
    Map<String, String> tags = new TreeMap<>();
    for (JsonNode tag : request.any(name).orElseGet(JsonNodeFactory.instance::arrayNode)) {
      if (!tag.path("key").isTextual()) {
        throw Request.invalid("'" + name + "' has " + tag + ", expected a key and a value");
      }
      tags.put(tag.get("key").asText(), tag.path("value").asText());
    }
    return tags;
  }
}
