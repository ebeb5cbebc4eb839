package dev.batchwright.states.junit;

import dev.batchwright.states.definition.State;
import dev.batchwright.states.engine.Observation;
import dev.batchwright.states.engine.Observer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/// How often what can be reached in one machine was reached. Runs of many threads may add to it.
final class MachineCoverage implements Observer {

  private final MachineFile file;
  private final Map<String, CoveragePoint> points = new LinkedHashMap<>();
  private final Map<String, LongAdder> hits = new LinkedHashMap<>();
  private final Set<Spot> catching = ConcurrentHashMap.newKeySet();

  MachineCoverage(MachineFile file) {
    this.file = Objects.requireNonNull(file, "file");
    for (CoveragePoint point : CoveragePoints.of(file)) {
      points.put(point.key(), point);
      hits.put(point.key(), new LongAdder());
    }
  }

  MachineFile file() {
    return file;
  }

  @Override
  public void observe(Observation observation) {
    switch (observation) {
      case Observation.Entered it -> hit(CoveragePoint.state(name(it)));
      case Observation.Chosen it ->
          hit(
              it.rule().isPresent()
                  ? CoveragePoint.rule(name(it), it.rule().getAsInt())
                  : CoveragePoint.byDefault(name(it)));
      case Observation.Retried it -> hit(CoveragePoint.retrier(name(it), it.retrier()));
      case Observation.RetriesSpent it -> {
        // One that never retries is there to keep others from it: this is what it does.
        if (it.site().state().errors().retriers().get(it.retrier()).maxAttempts() == 0) {
          hit(CoveragePoint.retrier(name(it), it.retrier()));
        }
      }
      case Observation.Caught it -> {
        hit(CoveragePoint.catcher(name(it), it.catcher()));
        catching.add(Spot.of(it));
      }
      case Observation.Exited it -> exited(it);
      case Observation.Failed _, Observation.Aborted _ -> catching.remove(Spot.of(observation));
      case Observation.Ended _ -> {}
    }
  }

  /// A state is left by its own way unless a catcher or rule has just been taken.
  private void exited(Observation.Exited it) {
    if (!catching.remove(Spot.of(it)) && !(it.site().state() instanceof State.Choice)) {
      hit(CoveragePoint.transition(name(it)));
    }
  }

  private static String name(Observation.OfState it) {
    return it.site().state().name();
  }

  private void hit(String key) {
    LongAdder counter = hits.get(key);
    if (counter != null) {
      counter.increment();
    }
  }

  /// Everything that can be reached, in the order of the definition.
  List<CoveragePoint> points() {
    return List.copyOf(points.values());
  }

  /// How often a point was reached.
  long hits(CoveragePoint point) {
    return Objects.requireNonNull(hits.get(point.key()), "a point of this machine").sum();
  }

  int total(CoveragePoint.Kind kind) {
    return (int) points.values().stream().filter(it -> it.kind() == kind).count();
  }

  int covered(CoveragePoint.Kind kind) {
    return total(kind) - missed(kind).size();
  }

  /// 100 where there is nothing to reach.
  double percent(CoveragePoint.Kind kind) {
    int total = total(kind);
    return total == 0 ? 100 : 100.0 * covered(kind) / total;
  }

  /// What was not reached.
  List<CoveragePoint> missed(CoveragePoint.Kind kind) {
    return points.values().stream().filter(it -> it.kind() == kind && hits(it) == 0).toList();
  }
}
