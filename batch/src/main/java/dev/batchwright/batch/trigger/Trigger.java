package dev.batchwright.batch.trigger;

import dev.batchwright.batch.model.InputObject;
import java.time.Instant;
import java.util.Objects;

/// What may start runs.
public sealed interface Trigger {

  /// An object was uploaded.
  ///
  /// @param object the object, pinned by its version or ETag
  /// @param time when, by S3
  record Upload(InputObject object, Instant time) implements Trigger {
    public Upload {
      Objects.requireNonNull(object, "object");
      Objects.requireNonNull(time, "time");
    }
  }

  /// A schedule fired.
  ///
  /// @param binding the name of the binding whose schedule it is
  /// @param scheduledTime when it was to fire, however late it is
  record Firing(String binding, Instant scheduledTime) implements Trigger {
    public Firing {
      Objects.requireNonNull(binding, "binding");
      Objects.requireNonNull(scheduledTime, "scheduledTime");
    }
  }
}
