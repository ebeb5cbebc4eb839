package dev.batchwright.cli;

import dev.batchwright.cli.place.Places;
import dev.batchwright.cli.target.Target;

/// Reaches the target of an order, or starts it.
@FunctionalInterface
interface TargetOpener {

  /// The target, with the directories of the places mounted.
  ///
  /// @throws dev.batchwright.cli.execution.UnreachableException when it does not answer
  Target open(RunOrder order, Places places);
}
