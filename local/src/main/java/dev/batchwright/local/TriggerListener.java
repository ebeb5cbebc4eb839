package dev.batchwright.local;

import java.time.Instant;
import java.util.List;

/// Is told what the target's triggers do, on the thread that does it.
public interface TriggerListener {
  /// Listens to nothing.
  TriggerListener NONE = new TriggerListener() {};

  /// An object has come into a bucket whose events somebody may be about.
  ///
  /// @param rules the names of the rules that it fits; none, and nothing is started
  default void objectCreated(String bucket, String key, List<String> rules) {}

  /// A schedule, or a rule with a schedule, has fired.
  default void fired(String schedule, Instant scheduledTime) {}

  /// Somebody has started an execution by the API.
  ///
  /// @param machine the state machine's name
  default void executionStarted(String machine, String execution) {}
}
