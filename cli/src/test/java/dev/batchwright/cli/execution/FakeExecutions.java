package dev.batchwright.cli.execution;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// A Step Functions that says what a test tells it to.
public final class FakeExecutions implements Executions {

  /// Standings to come, the last one for good.
  public final Deque<Standing> standings = new ArrayDeque<>();

  /// The history so far.
  public final List<Happening> history = new ArrayList<>();

  /// Counts of Map Runs.
  public final Map<String, ItemCounts> items = new HashMap<>();

  /// What is known of executions, by ARN.
  public final Map<String, Described> described = new HashMap<>();

  /// Names that are taken.
  public final Set<String> taken = new HashSet<>();

  /// What was started: name and input.
  public final List<String> started = new ArrayList<>();

  /// What was stopped.
  public final List<String> stopped = new ArrayList<>();

  /// What the execution is once it was stopped.
  public Standing afterStop = new Standing.Aborted();

  /// Called whenever somebody asks how it stands.
  public Runnable onStanding = () -> {};

  @Override
  public String start(String name, String input) throws NameTakenException {
    if (taken.contains(name)) {
      throw new NameTakenException("arn:" + name, new IllegalStateException("taken"));
    }
    started.add(name + " " + input);
    return "arn:" + name;
  }

  @Override
  public Executions sibling(String machine) {
    return this;
  }

  @Override
  public String arnOf(String name) {
    return "arn:" + name;
  }

  @Override
  public Optional<Described> describe(String arn) {
    return Optional.ofNullable(described.get(arn));
  }

  @Override
  public Optional<Described> elsewhere(String name) {
    return Optional.ofNullable(described.get("arn:elsewhere:" + name));
  }

  @Override
  public List<Listed> newest(Optional<String> status, int most) {
    return described.values().stream()
        .filter(it -> status.isEmpty() || it.standing() instanceof Standing.Running)
        .sorted(Comparator.comparing(Described::startedAt).reversed())
        .limit(most)
        .map(it -> new Listed(it.arn(), it.name()))
        .toList();
  }

  @Override
  public Standing standing(String arn) {
    onStanding.run();
    return standings.size() > 1 ? standings.removeFirst() : standings.getFirst();
  }

  @Override
  public List<Happening> since(String arn, long afterEvent) {
    return history.stream().filter(it -> it.event() > afterEvent).toList();
  }

  @Override
  public ItemCounts items(String mapRunArn) {
    return items.getOrDefault(mapRunArn, ItemCounts.NONE);
  }

  @Override
  public void stop(String arn, String error, String cause) {
    stopped.add(arn);
    standings.clear();
    standings.add(afterStop);
  }

  /// Adds an event to the history.
  public void entered(String state) {
    history.add(new Happening.Entered(history.size() + 1, state));
  }

  /// Adds the answer of a task.
  public void answered(String payload) {
    history.add(new Happening.Answered(history.size() + 1, "{\"Payload\":" + payload + "}"));
  }

  /// Adds the start of a Map Run.
  public void mapRun(String arn) {
    history.add(new Happening.MapRunStarted(history.size() + 1, arn));
  }
}
