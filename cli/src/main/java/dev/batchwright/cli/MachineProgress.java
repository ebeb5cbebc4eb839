package dev.batchwright.cli;

import dev.batchwright.cli.execution.Executions;
import dev.batchwright.cli.target.ObjectReader;

/// Says how far an execution is, a line for each thing that has come of it.
interface MachineProgress {

  /// Says what is new since the last look.
  void look();

  /// The state that was entered last.
  String state();

  /// Makes one.
  @FunctionalInterface
  interface Factory {
    MachineProgress of(Executions executions, String arn, ObjectReader objects);
  }
}
