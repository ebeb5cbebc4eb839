package dev.batchwright.simulation;

import dev.batchwright.simulation.faults.FaultCounts;
import dev.batchwright.simulation.faults.FaultKind;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What became of many runs. Safe for many threads.
public final class Tally {

  private final FaultCounts faults = new FaultCounts();
  private final Map<FaultKind, Long> runsWith = new EnumMap<>(FaultKind.class);
  private final List<Long> failed = new ArrayList<>();
  private final long startedNanos = System.nanoTime();
  private long runs;
  private long published;
  private long executions;
  private long requests;
  private long simulatedSeconds;
  private final Map<FaultKind, long[]> rowsWrong = new EnumMap<>(FaultKind.class);
  private Duration took = Duration.ZERO;

  synchronized void add(Outcome outcome) {
    runs++;
    published += outcome.published() ? 1 : 0;
    executions += outcome.executions();
    requests += outcome.requests();
    simulatedSeconds += outcome.simulatedSeconds();
    faults.addAll(outcome.faults());
    for (FaultKind kind : outcome.faults().toMap().keySet()) {
      runsWith.merge(kind, 1L, Long::sum);
      long[] wrong = rowsWrong.computeIfAbsent(kind, _ -> new long[2]);
      wrong[0] += outcome.rowsLost();
      wrong[1] += outcome.rowsDoubled();
    }
    if (!outcome.isWell()) {
      failed.add(outcome.seed());
    }
    took = Duration.ofNanos(System.nanoTime() - startedNanos);
  }

  /// Seeds of runs in which something was not as it has to be.
  public synchronized List<Long> failed() {
    return List.copyOf(failed);
  }

  /// Runs so far.
  public synchronized long runs() {
    return runs;
  }

  /// Runs that were published in the end; the others were refused, rightly.
  public synchronized long published() {
    return published;
  }

  /// Executions of all runs.
  public synchronized long executions() {
    return executions;
  }

  /// Points at which work was interleaved.
  public synchronized long requests() {
    return requests;
  }

  /// How long all runs took, in simulated time.
  public synchronized long simulatedSeconds() {
    return simulatedSeconds;
  }

  /// How long it took really, until the last run.
  public synchronized Duration took() {
    return took;
  }

  /// Faults by kind.
  public FaultCounts faults() {
    return faults;
  }

  /// In how many runs a kind of fault was injected.
  public synchronized long runsWith(FaultKind kind) {
    return runsWith.getOrDefault(kind, 0L);
  }

  /// Rows that the outputs of runs with this kind have not, and should have.
  public synchronized long rowsLost(FaultKind kind) {
    return rowsWrong.getOrDefault(kind, new long[2])[0];
  }

  /// Rows that the outputs of runs with this kind have, and should not.
  public synchronized long rowsDoubled(FaultKind kind) {
    return rowsWrong.getOrDefault(kind, new long[2])[1];
  }
}
