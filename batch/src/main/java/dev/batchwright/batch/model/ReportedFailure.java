package dev.batchwright.batch.model;

import java.util.Objects;

/// Why a run failed, and where what it left is: URIs that a reader of the execution can open.
///
/// @param state the state that failed
/// @param error the error's name
/// @param cause what happened and what to do
/// @param output the prefix that nothing was published under
/// @param quarantine prefix of the rows that were refused so far
/// @param failures prefix of the notes of all failed attempts
/// @param work the run's work prefix: its plan, commits and all else
public record ReportedFailure(
    String state,
    String error,
    String cause,
    String output,
    String quarantine,
    String failures,
    String work) {

  public ReportedFailure {
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(error, "error");
    Objects.requireNonNull(cause, "cause");
    Objects.requireNonNull(output, "output");
    Objects.requireNonNull(quarantine, "quarantine");
    Objects.requireNonNull(failures, "failures");
    Objects.requireNonNull(work, "work");
  }

  /// The failure of the run whose things are laid out so.
  public static ReportedFailure of(RunFailure failure, WorkLayout layout) {
    return new ReportedFailure(
        failure.state(),
        failure.error(),
        failure.cause(),
        layout.output().uri(),
        layout.quarantine().uri(),
        layout.failures().uri(),
        layout.work().uri());
  }
}
