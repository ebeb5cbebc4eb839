package dev.batchwright.states.definition;

/// How executions of a machine are run.
public enum MachineType {
  /// Durable, at most a year, with history.
  STANDARD,
  /// At least once, at most five minutes, without history.
  EXPRESS
}
