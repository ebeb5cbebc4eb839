package dev.batchwright.cli.deploy;

import java.util.Optional;

/// Asks the user.
@FunctionalInterface
public interface Asker {

  /// What the user answers; empty where there is no terminal to ask at.
  Optional<String> ask(String question);
}
