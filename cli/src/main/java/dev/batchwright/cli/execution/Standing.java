package dev.batchwright.cli.execution;

import java.util.Objects;

/// How an execution stands.
public sealed interface Standing {

  /// It runs.
  record Running() implements Standing {}

  /// It has ended and succeeded.
  ///
  /// @param output its output, JSON
  record Succeeded(String output) implements Standing {
    public Succeeded {
      Objects.requireNonNull(output, "output");
    }
  }

  /// It has ended and failed, or ran into its timeout.
  ///
  /// @param error the error's name
  /// @param cause what happened and what to do
  record Failed(String error, String cause) implements Standing {
    public Failed {
      Objects.requireNonNull(error, "error");
      Objects.requireNonNull(cause, "cause");
    }
  }

  /// It was stopped by somebody.
  record Aborted() implements Standing {}
}
