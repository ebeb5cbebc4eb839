package dev.batchwright.states.engine;

/// Watches executions from inside, for tests, coverage and tracing.
///
/// It is told what history cannot tell: which rule, retrier and catcher was taken, and what Express
/// executions and the items of a Map do. What one execution does comes in order; different
/// executions come at once, so implementations are thread-safe. They are called on the execution's
/// strand, must be quick, and must not throw.
@FunctionalInterface
public interface Observer {

  /// Something has happened.
  void observe(Observation observation);

  /// An observer that looks away.
  static Observer none() {
    return _ -> {};
  }
}
