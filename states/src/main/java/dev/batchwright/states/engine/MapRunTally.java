package dev.batchwright.states.engine;

import java.util.OptionalLong;

/// Counts the children of a Map Run and the items in them. Written by the Map Run's strand, read by
/// everybody.
final class MapRunTally {

  private final long[] children = new long[State.values().length];
  private final long[] items = new long[State.values().length];
  private final boolean oneItemEach;
  private final boolean sizeKnown;
  private long pendingItems;
  private long itemsNotRedrivable;
  private long childrenNotRedrivable;

  /// Where a child is.
  private enum State {
    PENDING_REDRIVE,
    RUNNING,
    SUCCEEDED,
    FAILED,
    TIMED_OUT,
    ABORTED
  }

  /// @param itemCount how many items there are, where that is known beforehand
  /// @param batched whether a child may have several of them
  MapRunTally(OptionalLong itemCount, boolean batched) {
    this.pendingItems = itemCount.orElse(0);
    this.sizeKnown = itemCount.isPresent();
    this.oneItemEach = !batched;
  }

  /// How many items there are, where that was known beforehand.
  boolean sizeKnown() {
    return sizeKnown;
  }

  /// A redrive begins: what has been started and has not succeeded waits for it.
  synchronized void redrive() {
    for (State state : State.values()) {
      if (state != State.SUCCEEDED && state != State.PENDING_REDRIVE) {
        move(state, State.PENDING_REDRIVE, children[state.ordinal()], items[state.ordinal()]);
      }
    }
    itemsNotRedrivable = 0;
    childrenNotRedrivable = 0;
  }

  /// The Map Run has ended. (AWS: "When a Map Run has completed its execution or is aborted, the
  /// count of child workflow executions in the Pending redrive state is reset to 0.")
  synchronized void end() {
    move(
        State.PENDING_REDRIVE,
        State.ABORTED,
        children[State.PENDING_REDRIVE.ordinal()],
        items[State.PENDING_REDRIVE.ordinal()]);
  }

  private void move(State from, State to, long childCount, long itemCount) {
    children[from.ordinal()] -= childCount;
    items[from.ordinal()] -= itemCount;
    children[to.ordinal()] += childCount;
    items[to.ordinal()] += itemCount;
  }

  /// A child is started for the first time.
  synchronized void started(long itemCount) {
    children[State.RUNNING.ordinal()]++;
    items[State.RUNNING.ordinal()] += itemCount;
    pendingItems = Math.max(0, pendingItems - itemCount);
  }

  /// A child is started again.
  synchronized void redriven(long itemCount) {
    move(State.PENDING_REDRIVE, State.RUNNING, 1, itemCount);
  }

  synchronized void ended(ExecutionStatus status, long itemCount) {
    State state =
        switch (status) {
          case SUCCEEDED -> State.SUCCEEDED;
          case FAILED -> State.FAILED;
          case TIMED_OUT -> State.TIMED_OUT;
          case ABORTED, RUNNING -> State.ABORTED;
        };
    move(State.RUNNING, state, 1, itemCount);
  }

  /// A child that did not succeed cannot be started again.
  synchronized void notRedrivable(long itemCount) {
    childrenNotRedrivable++;
    itemsNotRedrivable += itemCount;
  }

  /// Items of children that failed or timed out.
  synchronized long failedItems() {
    return items[State.FAILED.ordinal()] + items[State.TIMED_OUT.ordinal()];
  }

  synchronized long totalItems() {
    return total(items, pendingItems);
  }

  private static long total(long[] in, long pending) {
    long sum = pending;
    for (long count : in) {
      sum += count;
    }
    return sum;
  }

  synchronized MapRunCounts childCounts(boolean written) {
    return counts(children, oneItemEach ? pendingItems : 0, childrenNotRedrivable, written);
  }

  synchronized MapRunCounts itemCounts(boolean written) {
    return counts(items, pendingItems, itemsNotRedrivable, written);
  }

  private static MapRunCounts counts(long[] in, long pending, long notRedrivable, boolean written) {
    long succeeded = in[State.SUCCEEDED.ordinal()];
    return new MapRunCounts(
        pending,
        in[State.RUNNING.ordinal()],
        succeeded,
        in[State.FAILED.ordinal()],
        in[State.TIMED_OUT.ordinal()],
        in[State.ABORTED.ordinal()],
        total(in, pending),
        written ? succeeded : 0,
        notRedrivable,
        in[State.PENDING_REDRIVE.ordinal()]);
  }
}
