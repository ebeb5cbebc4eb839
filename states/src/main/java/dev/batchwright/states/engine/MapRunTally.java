package dev.batchwright.states.engine;

/// Counts the children of a Map Run and the items in them. Written by the Map Run's strand, read by
/// everybody.
final class MapRunTally {

  private final long[] children = new long[State.values().length];
  private final long[] items = new long[State.values().length];
  private long pendingItems;

  /// Where a child is.
  enum State {
    RUNNING,
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    ABORTED
  }

  MapRunTally(long pendingItems) {
    this.pendingItems = pendingItems;
  }

  /// What has not succeeded is pending again.
  ///
  /// @param total how many items there are, or less where that is not known
  synchronized void restart(long total) {
    for (State state : State.values()) {
      if (state != State.SUCCEEDED) {
        children[state.ordinal()] = 0;
        items[state.ordinal()] = 0;
      }
    }
    pendingItems = Math.max(0, total - items[State.SUCCEEDED.ordinal()]);
  }

  synchronized void started(long itemCount) {
    children[State.RUNNING.ordinal()]++;
    items[State.RUNNING.ordinal()] += itemCount;
    pendingItems = Math.max(0, pendingItems - itemCount);
  }

  synchronized void ended(ExecutionStatus status, long itemCount) {
    State state =
        switch (status) {
          case SUCCEEDED -> State.SUCCEEDED;
          case FAILED -> State.FAILED;
          case TIMED_OUT -> State.TIMED_OUT;
          case ABORTED, RUNNING -> State.ABORTED;
        };
    children[State.RUNNING.ordinal()]--;
    items[State.RUNNING.ordinal()] -= itemCount;
    children[state.ordinal()]++;
    items[state.ordinal()] += itemCount;
  }

  synchronized long running() {
    return children[State.RUNNING.ordinal()];
  }

  /// Items of children that failed or timed out.
  synchronized long failedItems() {
    return items[State.FAILED.ordinal()] + items[State.TIMED_OUT.ordinal()];
  }

  synchronized long totalItems() {
    long sum = pendingItems;
    for (long count : items) {
      sum += count;
    }
    return sum;
  }

  synchronized MapRunCounts childCounts(boolean written) {
    return counts(children, 0, written);
  }

  synchronized MapRunCounts itemCounts(boolean written) {
    return counts(items, pendingItems, written);
  }

  private static MapRunCounts counts(long[] in, long pending, boolean written) {
    long total = pending;
    for (long count : in) {
      total += count;
    }
    long succeeded = in[State.SUCCEEDED.ordinal()];
    return new MapRunCounts(
        pending,
        in[State.RUNNING.ordinal()],
        succeeded,
        in[State.FAILED.ordinal()],
        in[State.TIMED_OUT.ordinal()],
        in[State.ABORTED.ordinal()],
        total,
        written ? succeeded : 0);
  }
}
