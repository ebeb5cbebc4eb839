package dev.batchwright.batch.trigger;

import dev.batchwright.batch.model.RunRequest;

/// Starts executions by name. Both methods throw [dev.batchwright.batch.model.TransientException]
/// where it is not known whether it was started.
public interface RunStarter {

  /// Starts a run, unless there was an execution of this name, running or ended: that is the same
  /// run.
  ///
  /// @return false where there was one; true may be said of one that runs with the same request
  boolean start(String run, RunRequest request);

  /// Starts the execution that waits for a window's end and closes it, unless there was one of the
  /// window's name.
  void open(WindowRequest window);
}
