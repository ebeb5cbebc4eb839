package dev.batchwright.states.api;

import java.time.Instant;
import java.util.Objects;

/// A published version: a revision of a machine that never changes.
///
/// @param number 1 for the first, never given twice
/// @param of the machine as it was published
record Version(String arn, int number, Deployment of, String description, Instant creationDate) {
  Version {
    Objects.requireNonNull(arn, "arn");
    Objects.requireNonNull(of, "of");
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(creationDate, "creationDate");
  }
}
