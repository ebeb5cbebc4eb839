package dev.batchwright.batch.model;

import java.util.Objects;

/// Why a run failed, in the words of the States Language.
///
/// @param state the state that failed
/// @param error the error's name
/// @param cause what happened and what to do
public record RunFailure(String state, String error, String cause) {

  public RunFailure {
    Objects.requireNonNull(state, "state");
    Objects.requireNonNull(error, "error");
    Objects.requireNonNull(cause, "cause");
  }
}
