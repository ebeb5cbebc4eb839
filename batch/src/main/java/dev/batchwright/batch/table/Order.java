package dev.batchwright.batch.table;

import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;

/// Where a run stands among the runs of its table: by the pointer that its planner saw, which needs
/// no clock, and among runs that saw the same one by when they were planned.
///
/// @param sawGeneration the pointer's generation when the run was planned, 0 where there was none
/// @param plannedAt when it was planned
/// @param run its id
public record Order(long sawGeneration, Instant plannedAt, String run)
    implements Comparable<Order> {

  private static final Comparator<Order> ORDER =
      Comparator.comparingLong(Order::sawGeneration)
          .thenComparing(Order::plannedAt)
          .thenComparing(Order::run);

  public Order {
    Objects.requireNonNull(plannedAt, "plannedAt");
    Objects.requireNonNull(run, "run");
  }

  /// What only runs are after that were planned when the pointer had this generation, or later.
  static Order from(long generation) {
    return new Order(generation, Instant.EPOCH, "");
  }

  @Override
  public int compareTo(Order other) {
    return ORDER.compare(this, other);
  }
}
