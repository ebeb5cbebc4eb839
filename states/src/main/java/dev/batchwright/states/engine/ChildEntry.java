package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.query.Json;

/// Child executions as results describe them: what the service's files hold, member by member.
final class ChildEntry {

  private static final ObjectNode INCLUDED =
      JsonNodeFactory.instance.objectNode().put("Included", true);

  private ChildEntry() {}

  /// A child that has ended.
  static ObjectNode of(Execution child, Ending ending) {
    ObjectNode entry = JsonNodeFactory.instance.objectNode();
    ending.cause().ifPresent(it -> entry.put("Cause", it));
    ending.error().ifPresent(it -> entry.put("Error", it));
    entry.put("ExecutionArn", child.arn());
    entry.put("Input", Json.text(child.input()));
    entry.set("InputDetails", INCLUDED);
    entry.put("Name", child.name());
    ending.output().ifPresent(it -> entry.put("Output", Json.text(it)));
    entry.set("OutputDetails", INCLUDED);
    entry.put("RedriveCount", child.redriveCount());
    if (ending.status() == ExecutionStatus.SUCCEEDED) {
      entry.put("RedriveStatus", "NOT_REDRIVABLE");
      entry.put("RedriveStatusReason", "Execution is SUCCEEDED and cannot be redriven");
    } else {
      entry.put("RedriveStatus", "REDRIVABLE_BY_MAP_RUN");
    }
    entry.put("StartDate", ContextObject.text(child.startDate()));
    entry.put("StateMachineArn", child.machine().arn());
    entry.put("Status", ending.status().name());
    entry.put("StopDate", ContextObject.text(ending.stopDate()));
    return entry;
  }

  /// A child that was never started.
  static ObjectNode pending(JsonNode input) {
    ObjectNode entry = JsonNodeFactory.instance.objectNode().put("Input", Json.text(input));
    entry.set("InputDetails", INCLUDED);
    return entry.put("Status", "PENDING");
  }
}
