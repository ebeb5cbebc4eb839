package dev.batchwright.batch.storage;

import java.util.concurrent.ExecutionException;

/// Brings failures from other threads back.
final class Failures {

  private Failures() {}

  /// The failure itself, as it was thrown there; the caller throws it.
  static RuntimeException unwrap(ExecutionException failure) {
    return switch (failure.getCause()) {
      case RuntimeException known -> known;
      case Error error -> throw error;
      case null, default -> new IllegalStateException(failure.getCause());
    };
  }
}
