package dev.batchwright.states.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.states.engine.Machine;
import java.time.Instant;
import java.util.Objects;

/// A machine as the API knows it.
///
/// @param revisionId changes with every update that changes something; [#FIRST_REVISION] before
/// @param settings logging, tracing and encryption configuration, which are only reported
/// @param published what CreateStateMachine was asked to publish, for its idempotency check
record Deployment(
    Machine machine,
    Instant creationDate,
    Instant updateDate,
    String revisionId,
    ObjectNode settings,
    Published published,
    boolean deleting) {

  /// How PublishStateMachineVersion names the revision that an update has not yet replaced; answers
  /// do not show it.
  static final String FIRST_REVISION = "INITIAL";

  /// Whether a first version was published by CreateStateMachine, and with what description.
  record Published(boolean wanted, String description) {
    Published {
      Objects.requireNonNull(description, "description");
    }
  }

  Deployment {
    Objects.requireNonNull(machine, "machine");
    Objects.requireNonNull(creationDate, "creationDate");
    Objects.requireNonNull(updateDate, "updateDate");
    Objects.requireNonNull(revisionId, "revisionId");
    Objects.requireNonNull(published, "published");
    settings = settings.deepCopy();
  }

  String arn() {
    return machine.arn();
  }

  boolean isFirstRevision() {
    return revisionId.equals(FIRST_REVISION);
  }

  Deployment asDeleting() {
    return new Deployment(machine, creationDate, updateDate, revisionId, settings, published, true);
  }

  Deployment updated(Machine changed, Instant at, String revision, ObjectNode changedSettings) {
    return new Deployment(
        changed, creationDate, at, revision, changedSettings, published, deleting);
  }
}
