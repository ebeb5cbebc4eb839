package dev.batchwright.states.api;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.engine.Machine;
import java.time.Instant;

/// A machine as the API knows it.
///
/// @param revisionId changes with every update; `INITIAL` before the first
/// @param settings logging, tracing and encryption configuration as they were given, only reported
record Deployment(
    Machine machine,
    Instant creationDate,
    Instant updateDate,
    String revisionId,
    JsonNode settings,
    boolean deleting) {

  Deployment asDeleting() {
    return new Deployment(machine, creationDate, updateDate, revisionId, settings, true);
  }

  Deployment updated(Machine changed, Instant at, String revision, JsonNode changedSettings) {
    return new Deployment(changed, creationDate, at, revision, changedSettings, deleting);
  }
}
