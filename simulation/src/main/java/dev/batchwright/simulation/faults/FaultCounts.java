package dev.batchwright.simulation.faults;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLongArray;

/// How often each kind of fault was injected. Safe for many threads.
public final class FaultCounts {

  private final AtomicLongArray counts = new AtomicLongArray(FaultKind.values().length);

  /// Counts one more.
  public void add(FaultKind kind) {
    counts.incrementAndGet(kind.ordinal());
  }

  /// Adds the counts of another.
  public void addAll(FaultCounts other) {
    for (FaultKind kind : FaultKind.values()) {
      counts.addAndGet(kind.ordinal(), other.of(kind));
    }
  }

  /// How often this kind was injected.
  public long of(FaultKind kind) {
    return counts.get(kind.ordinal());
  }

  /// How many faults there were.
  public long total() {
    return toMap().values().stream().mapToLong(Long::longValue).sum();
  }

  /// The kinds that were injected at all.
  public Map<FaultKind, Long> toMap() {
    Map<FaultKind, Long> map = new EnumMap<>(FaultKind.class);
    for (FaultKind kind : FaultKind.values()) {
      if (of(kind) > 0) {
        map.put(kind, of(kind));
      }
    }
    return map;
  }

  @Override
  public String toString() {
    return toMap().toString();
  }
}
