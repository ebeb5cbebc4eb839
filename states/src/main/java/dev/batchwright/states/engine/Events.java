package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.port.ResourceArn;
import java.util.Optional;

/// The details of history events.
final class Events {

  private static final ObjectNode NOT_TRUNCATED =
      JsonNodeFactory.instance.objectNode().put("truncated", false);

  private Events() {}

  static ObjectNode none() {
    return JsonNodeFactory.instance.objectNode();
  }

  static ObjectNode notTruncated() {
    return NOT_TRUNCATED;
  }

  static ObjectNode entered(String state, JsonNode input) {
    ObjectNode details = none().put("name", state);
    details.set("input", input);
    details.set("inputDetails", NOT_TRUNCATED);
    return details;
  }

  static ObjectNode exited(String state, JsonNode output, Optional<ObjectNode> assigned) {
    ObjectNode details = none().put("name", state);
    details.set("output", output);
    details.set("outputDetails", NOT_TRUNCATED);
    assigned
        .filter(it -> !it.isEmpty())
        .ifPresent(it -> {
          details.set("assignedVariables", it);
          details.set("assignedVariablesDetails", NOT_TRUNCATED);
        });
    return details;
  }

  static ObjectNode iteration(String state, int index) {
    return none().put("name", state).put("index", index);
  }

  static ObjectNode task(ResourceArn resource) {
    return none()
        .put("resourceType", resource.service())
        .put("resource", resource.actionWithPattern());
  }

  static ObjectNode taskOutput(ResourceArn resource, JsonNode output) {
    ObjectNode details = resource.kind() == ResourceArn.Kind.INTEGRATION ? task(resource) : none();
    details.set("output", output);
    details.set("outputDetails", NOT_TRUNCATED);
    return details;
  }

  static ObjectNode taskFailure(ResourceArn resource, Failure failure) {
    ObjectNode details = resource.kind() == ResourceArn.Kind.INTEGRATION ? task(resource) : none();
    details.setAll(failure.details());
    return details;
  }
}
