package dev.batchwright.states.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.engine.Execution;
import dev.batchwright.states.history.HistoryEvent;
import java.util.Map;
import java.util.Set;

/// GetExecutionHistory.
final class HistoryOperations {

  /// Details that are payloads: JSON text in the API.
  private static final Set<String> PAYLOADS = Set.of("input", "output", "parameters");

  private final Registry registry;

  HistoryOperations(Registry registry) {
    this.registry = registry;
  }

  void addTo(Map<String, StepFunctionsApi.Operation> operations) {
    operations.put("GetExecutionHistory", this::history);
  }

  private ObjectNode history(Request request) throws ApiException {
    String arn = Arns.check(request.required("executionArn"), "execution");
    Execution execution = registry.execution(arn).orElseThrow(() -> Arns.noExecution(arn));
    boolean reverse = request.flag("reverseOrder", false);
    boolean data = request.flag("includeExecutionData", true);
    Pages pages = Pages.of(request);
    ObjectNode response = JsonNodeFactory.instance.objectNode();
    ArrayNode events = response.putArray("events");
    for (HistoryEvent event :
        pages.cut(execution.history().page(pages.start(), pages.wanted(), reverse), response)) {
      events.add(json(event, data));
    }
    return response;
  }

  private static ObjectNode json(HistoryEvent event, boolean data) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("timestamp", Timestamps.seconds(event.timestamp()))
            .put("type", event.type())
            .put("id", event.id())
            .put("previousEventId", event.previousId());
    if (!event.details().isEmpty()) {
      ObjectNode details = json.putObject(event.detailsName());
      event
          .details()
          .properties()
          .forEach(entry -> detail(details, entry.getKey(), entry.getValue(), data));
    }
    return json;
  }

  private static void detail(ObjectNode details, String name, JsonNode value, boolean data) {
    if (PAYLOADS.contains(name)) {
      // Parameters are a required member of their type, so they stay.
      if (data || name.equals("parameters")) {
        details.put(name, value.toString());
      }
    } else if (name.equals("assignedVariables")) {
      ObjectNode variables = JsonNodeFactory.instance.objectNode();
      value
          .properties()
          .forEach(entry -> variables.put(entry.getKey(), entry.getValue().toString()));
      if (data) {
        details.set(name, variables);
      }
    } else if (data || !name.endsWith("Details")) {
      details.set(name, value);
    }
  }
}
