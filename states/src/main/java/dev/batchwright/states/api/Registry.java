package dev.batchwright.states.api;

import dev.batchwright.states.engine.Execution;
import dev.batchwright.states.engine.ExecutionStatus;
import dev.batchwright.states.engine.MapRun;
import dev.batchwright.states.engine.StatesEngine;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What has been created and started: machines, executions, tags. Every method is atomic.
final class Registry {

  /// Standard executions that have ended are kept up to this many, the oldest go first.
  private static final int MAX_EXECUTIONS = 10_000;

  private final StatesEngine engine;
  private final Map<String, Deployment> machines = new TreeMap<>();
  private final Map<String, Execution> executions = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> tags = new LinkedHashMap<>();

  Registry(StatesEngine engine) {
    this.engine = engine;
  }

  synchronized Optional<Deployment> machine(String arn) {
    Deployment found = machines.get(arn);
    if (found != null && found.deleting() && running(arn) == 0) {
      machines.remove(arn);
      return Optional.empty();
    }
    return Optional.ofNullable(found);
  }

  synchronized List<Deployment> machines() {
    return List.copyOf(machines.values());
  }

  synchronized void put(Deployment deployment) {
    machines.put(deployment.machine().arn(), deployment);
  }

  /// Deletes a machine now, or as soon as nothing of it runs.
  synchronized void delete(String arn) {
    Deployment found = machines.get(arn);
    if (found != null) {
      machines.put(arn, found.asDeleting());
    }
    tags.remove(arn);
    machine(arn);
  }

  private long running(String machineArn) {
    return executions.values().stream()
        .filter(it -> it.machine().arn().equals(machineArn))
        .filter(it -> it.status() == ExecutionStatus.RUNNING)
        .count();
  }

  synchronized void put(Execution execution) {
    executions.put(execution.arn(), execution);
    if (executions.size() > MAX_EXECUTIONS) {
      executions.values().stream()
          .filter(it -> it.status() != ExecutionStatus.RUNNING)
          .findFirst()
          .ifPresent(it -> executions.remove(it.arn()));
    }
  }

  /// An execution or a child that can still be asked about.
  synchronized Optional<Execution> execution(String arn) {
    return Optional.ofNullable(executions.get(arn)).or(() -> engine.children().find(arn));
  }

  /// A machine's executions, the latest first.
  synchronized List<Execution> executionsOf(String machineArn) {
    List<Execution> found = new ArrayList<>();
    for (Execution execution : executions.values()) {
      if (execution.machine().arn().equals(machineArn)) {
        found.addFirst(execution);
      }
    }
    return found;
  }

  synchronized Optional<MapRun> mapRun(String arn) {
    return executions.values().stream()
        .flatMap(it -> it.mapRuns().stream())
        .filter(it -> it.arn().equals(arn))
        .findFirst();
  }

  synchronized Map<String, String> tags(String arn) {
    return Map.copyOf(tags.getOrDefault(arn, Map.of()));
  }

  synchronized void tag(String arn, Map<String, String> added) {
    tags.computeIfAbsent(arn, _ -> new TreeMap<>()).putAll(added);
  }

  synchronized void untag(String arn, List<String> keys) {
    tags.computeIfAbsent(arn, _ -> new TreeMap<>()).keySet().removeAll(keys);
  }
}
