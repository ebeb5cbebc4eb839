package dev.batchwright.states.engine;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;

/// The Standard child executions that can still be asked about: all that run, and of those that
/// have ended the latest ones. Express children are not kept: the service does not list them
/// either.
public final class ChildArchive {

  private final int maxEnded;
  private final Map<String, Execution> byArn = new LinkedHashMap<>();
  private final SequencedSet<String> ended = new LinkedHashSet<>();

  ChildArchive(int maxEnded) {
    this.maxEnded = maxEnded;
  }

  synchronized void started(Execution child) {
    byArn.put(child.arn(), child);
  }

  synchronized void ended(Execution child) {
    ended.add(child.arn());
    if (ended.size() > maxEnded) {
      byArn.remove(ended.removeFirst());
    }
  }

  /// A child by its ARN.
  public synchronized Optional<Execution> find(String arn) {
    return Optional.ofNullable(byArn.get(arn));
  }

  /// The Map Run of a child's own distributed Map, by its ARN.
  public synchronized Optional<MapRun> mapRun(String arn) {
    return byArn.values().stream()
        .flatMap(child -> child.mapRuns().stream())
        .filter(run -> run.arn().equals(arn))
        .findFirst();
  }

  /// The children of one Map Run, in order of their start.
  public synchronized List<Execution> of(String mapRunArn) {
    return byArn.values().stream()
        .filter(it -> it.mapRunArn().filter(mapRunArn::equals).isPresent())
        .toList();
  }
}
