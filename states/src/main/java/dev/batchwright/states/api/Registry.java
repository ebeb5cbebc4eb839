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

/// What has been created and started: machines with their versions and aliases, executions, tags.
/// Every method is atomic; who needs more holds the registry's lock.
final class Registry {

  /// Standard executions that have ended are kept up to this many, the oldest go first.
  private static final int MAX_EXECUTIONS = 10_000;

  private final StatesEngine engine;
  private final Map<String, Deployment> machines = new TreeMap<>();
  private final Map<String, Releases> releases = new TreeMap<>();
  private final Map<String, Launch> launches = new LinkedHashMap<>();
  private final Map<String, Map<String, String>> tags = new LinkedHashMap<>();

  Registry(StatesEngine engine) {
    this.engine = engine;
  }

  synchronized Optional<Deployment> machine(String arn) {
    Deployment found = machines.get(arn);
    if (found != null && found.deleting() && !isRunning(arn)) {
      machines.remove(arn);
      return Optional.empty();
    }
    return Optional.ofNullable(found);
  }

  /// A machine that is there and stays.
  synchronized Deployment active(String arn) throws ApiException {
    Deployment found = machine(arn).orElseThrow(() -> Arns.noMachine(arn));
    if (found.deleting()) {
      throw Arns.deleting(arn);
    }
    return found;
  }

  /// The machine as it was when an execution, or that which its Map Run belongs to, was started.
  synchronized Optional<Deployment> deploymentOf(Launch launch) {
    return launch
        .deployment()
        .or(() ->
            launch
                .execution()
                .mapRunArn()
                .flatMap(this::mapRun)
                .flatMap(it -> launch(it.parent().arn()))
                .flatMap(this::deploymentOf));
  }

  synchronized List<Deployment> machines() {
    List.copyOf(machines.keySet()).forEach(this::machine);
    return List.copyOf(machines.values());
  }

  synchronized void put(Deployment deployment) {
    machines.put(deployment.arn(), deployment);
  }

  /// Deletes a machine now, or as soon as nothing of it runs; what runs is stopped.
  synchronized List<Execution> delete(String arn) {
    Deployment found = machines.get(arn);
    if (found != null) {
      machines.put(arn, found.asDeleting());
    }
    tags.remove(arn);
    releases.remove(arn);
    List<Execution> running =
        launches.values().stream()
            .map(Launch::execution)
            .filter(it -> it.machine().arn().equals(arn))
            .filter(it -> it.status() == ExecutionStatus.RUNNING)
            .toList();
    machine(arn);
    return running;
  }

  private boolean isRunning(String machineArn) {
    return launches.values().stream()
        .map(Launch::execution)
        .filter(it -> it.machine().arn().equals(machineArn))
        .anyMatch(it -> it.status() == ExecutionStatus.RUNNING);
  }

  /// The versions and aliases of a machine.
  synchronized Releases releases(String machineArn) {
    return releases.computeIfAbsent(machineArn, _ -> new Releases());
  }

  synchronized void put(Launch launch) {
    launches.put(launch.execution().arn(), launch);
    if (launches.size() > MAX_EXECUTIONS) {
      launches.values().stream()
          .map(Launch::execution)
          .filter(it -> it.status() != ExecutionStatus.RUNNING)
          .findFirst()
          .ifPresent(it -> launches.remove(it.arn()));
    }
  }

  /// An execution or a child that can still be asked about.
  synchronized Optional<Launch> launch(String arn) {
    return Optional.ofNullable(launches.get(arn))
        .or(() -> engine.children().find(arn).map(Launch::ofChild));
  }

  /// As [#launch], of an execution that has to be there.
  Launch existing(Request request) throws ApiException {
    String arn = Arns.check(request.required("executionArn"), "execution");
    return launch(arn).orElseThrow(() -> Arns.noExecution(arn));
  }

  /// The executions of a machine, version or alias.
  synchronized List<Launch> launchesOf(String arn) {
    List<Launch> found = new ArrayList<>(launches.values());
    found.removeIf(it -> !it.isOf(arn));
    return found;
  }

  synchronized Optional<MapRun> mapRun(String arn) {
    return launches.values().stream()
        .flatMap(it -> it.execution().mapRuns().stream())
        .filter(it -> it.arn().equals(arn))
        .findFirst()
        .or(() -> engine.children().mapRun(arn));
  }

  synchronized Map<String, String> tags(String arn) {
    return Map.copyOf(tags.getOrDefault(arn, Map.of()));
  }

  synchronized void setTags(String arn, Map<String, String> all) {
    tags.put(arn, new TreeMap<>(all));
  }
}
