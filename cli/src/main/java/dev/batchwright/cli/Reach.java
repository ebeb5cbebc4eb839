package dev.batchwright.cli;

import dev.batchwright.cli.target.Target;
import dev.batchwright.cli.target.TargetKind;
import java.net.URI;
import java.util.Optional;

/// Reaches a target outside of this process.
@FunctionalInterface
interface Reach {

  /// The target, connected.
  ///
  /// @throws dev.batchwright.cli.execution.UnreachableException when it does not answer
  Target reach(TargetKind kind, Optional<URI> endpoint, Optional<String> stateMachine);
}
