package dev.batchwright.states.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/// Tags of state machines and activities.
final class TagOperations {

  /// Most tags of one resource. (AWS: service quotas.)
  private static final int MAX_TAGS = 50;

  private final Registry registry;
  private final ActivityOperations activities;

  TagOperations(Registry registry, ActivityOperations activities) {
    this.registry = registry;
    this.activities = activities;
  }

  void addTo(Map<String, StepFunctionsApi.Operation> operations) {
    operations.put("ListTagsForResource", this::list);
    operations.put("TagResource", this::tag);
    operations.put("UntagResource", this::untag);
  }

  private ObjectNode list(Request request) throws ApiException {
    String arn = existing(request);
    ObjectNode response = Answers.none();
    ArrayNode tags = response.putArray("tags");
    new TreeMap<>(registry.tags(arn))
        .forEach((key, value) -> tags.addObject().put("key", key).put("value", value));
    return response;
  }

  private ObjectNode tag(Request request) throws ApiException {
    String arn = existing(request);
    Map<String, String> added = read(request);
    synchronized (registry) {
      Map<String, String> all = new TreeMap<>(registry.tags(arn));
      all.putAll(added);
      registry.setTags(arn, limited(all));
    }
    return Answers.none();
  }

  private ObjectNode untag(Request request) throws ApiException {
    String arn = existing(request);
    List<String> keys = new ArrayList<>();
    request.any("tagKeys").orElseThrow().forEach(key -> keys.add(key.textValue()));
    synchronized (registry) {
      Map<String, String> all = new TreeMap<>(registry.tags(arn));
      all.keySet().removeAll(keys);
      registry.setTags(arn, all);
    }
    return Answers.none();
  }

  private String existing(Request request) throws ApiException {
    String arn = Arns.check(request.required("resourceArn"), "stateMachine", "activity");
    if (registry.machine(arn).isEmpty() && !activities.exists(arn)) {
      throw Arns.noResource(arn);
    }
    return arn;
  }

  /// The `tags` of a request.
  static Map<String, String> read(Request request) throws ApiException {
    Map<String, String> tags = new TreeMap<>();
    for (JsonNode tag : request.any("tags").orElseGet(Answers::none)) {
      if (!tag.path("key").isTextual()) {
        throw Request.invalid("'tags' has " + tag + ", expected a key and a value");
      }
      tags.put(tag.get("key").textValue(), tag.path("value").asText());
    }
    return limited(tags);
  }

  private static Map<String, String> limited(Map<String, String> tags) throws ApiException {
    if (tags.size() > MAX_TAGS) {
      throw new ApiException(
          "TooManyTags", "Too many tags: " + tags.size() + ", at most " + MAX_TAGS);
    }
    return tags;
  }
}
