package dev.batchwright.states.history;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Objects;

/// One event of an execution's history.
///
/// @param id 1 for the first event, and up without gaps
/// @param previousId the event that led to this one; 0 for the first state of an execution
/// @param timestamp when it happened
/// @param type such as `TaskStateEntered`
/// @param details the fields of the type's details, with payloads still as JSON trees; empty for
///   types without details. Not to be modified
public record HistoryEvent(
    long id, long previousId, Instant timestamp, String type, ObjectNode details) {

  public HistoryEvent {
    Objects.requireNonNull(timestamp, "timestamp");
    Objects.requireNonNull(type, "type");
    Objects.requireNonNull(details, "details");
  }

  /// The member of the API's event that holds the details.
  public String detailsName() {
    if (type.endsWith("StateEntered")) {
      return "stateEnteredEventDetails";
    }
    if (type.endsWith("StateExited")) {
      return "stateExitedEventDetails";
    }
    return Character.toLowerCase(type.charAt(0)) + type.substring(1) + "EventDetails";
  }
}
