package dev.batchwright.cli.progress;

/// Where a run's progress is shown.
public interface ProgressView extends AutoCloseable {

  /// Shows how far the run is.
  void show(Snapshot snapshot);

  /// Says something beside the progress, a line of its own.
  void say(String line);

  /// Leaves the terminal as it was; what is said after that is safe.
  @Override
  void close();
}
