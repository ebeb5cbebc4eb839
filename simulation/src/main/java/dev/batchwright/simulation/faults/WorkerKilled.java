package dev.batchwright.simulation.faults;

/// The end of a worker: an error that nothing on its way out is meant to catch.
public final class WorkerKilled extends Error {

  private static final long serialVersionUID = 1L;

  private final FaultKind kind;

  /// @param kind what killed it
  public WorkerKilled(FaultKind kind, String message) {
    super(message, null, false, false);
    this.kind = kind;
  }

  /// What killed it.
  public FaultKind kind() {
    return kind;
  }
}
