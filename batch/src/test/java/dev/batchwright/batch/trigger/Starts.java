package dev.batchwright.batch.trigger;

import dev.batchwright.batch.model.RunRequest;
import dev.batchwright.batch.model.TransientException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Executions by name, as Step Functions keeps them.
final class Starts implements RunStarter {

  final Map<String, RunRequest> runs = new LinkedHashMap<>();
  final List<String> opened = new ArrayList<>();
  boolean unreachable;

  @Override
  public boolean start(String run, RunRequest request) {
    if (unreachable) {
      throw new TransientException("StartExecution: throttled");
    }
    return runs.putIfAbsent(run, request) == null;
  }

  @Override
  public void open(WindowRequest window) {
    opened.add(window.window());
  }
}
