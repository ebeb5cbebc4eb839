package dev.batchwright.local.events;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.local.delivery.Deliveries;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// The account's event bus: hands each event to the targets of the rules that it fits. Thread-safe.
public final class EventBus {
  private final Deliveries deliveries;
  private final List<Rule> rules = new CopyOnWriteArrayList<>();

  /// A bus without rules.
  public EventBus(Deliveries deliveries) {
    this.deliveries = deliveries;
  }

  /// Adds a rule.
  ///
  /// @throws IllegalArgumentException where one of its targets is not there
  public void add(Rule rule) {
    rule.targets().forEach(t -> deliveries.require(t.arn()));
    rules.add(rule);
  }

  /// Publishes an event. It has been handed over when this returns.
  ///
  /// @return the names of the rules that it fits
  public List<String> publish(JsonNode event) {
    return rules.stream()
        .filter(r -> r.pattern().fits(event))
        .peek(r -> r.targets().forEach(t -> send(r, t, event)))
        .map(Rule::name)
        .toList();
  }

  private void send(Rule rule, RuleTarget target, JsonNode event) {
    deliveries.send(target.arn(), target.input().of(event, rule.name(), rule.arn()));
  }
}
