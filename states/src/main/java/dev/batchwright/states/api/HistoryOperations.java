package dev.batchwright.states.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.history.History;
import dev.batchwright.states.history.HistoryEvent;
import java.util.List;
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
    History history = registry.existing(request).execution().history();
    boolean reverse = request.flag("reverseOrder", false);
    boolean data = request.flag("includeExecutionData", true);
    Pages pages = Pages.of(request);
    List<HistoryEvent> events = page(history, pages, reverse);
    ObjectNode response = Answers.none();
    ArrayNode listed = response.putArray("events");
    for (HistoryEvent event : events.subList(0, Math.min(events.size(), pages.size()))) {
      listed.add(json(event, data));
    }
    if (events.size() > pages.size()) {
      pages.next(Long.toString(events.get(pages.size() - 1).id()), response);
    }
    return response;
  }

  /// One event more than a page, so that a next page shows. Places are counted from the event that
  /// the token names, which events that are added meanwhile do not move.
  private static List<HistoryEvent> page(History history, Pages pages, boolean reverse) {
    long last = pages.last().isEmpty() ? 0 : Long.parseLong(pages.last());
    if (!reverse) {
      return history.page((int) last, pages.size() + 1, false);
    }
    List<HistoryEvent> events = history.events();
    long from = last == 0 ? events.size() : last - 1;
    return events.subList((int) Math.max(0, from - pages.size() - 1), (int) from).reversed();
  }

  private static ObjectNode json(HistoryEvent event, boolean data) {
    ObjectNode json =
        Answers.none()
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
      ObjectNode variables = Answers.none();
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
