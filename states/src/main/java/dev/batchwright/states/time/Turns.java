package dev.batchwright.states.time;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CountDownLatch;

/// Who may work now: everybody at once, or one after the other in the order in which turns were
/// taken. Work that is announced by work that has its turn is announced in the same order in every
/// run, so that by induction everything happens in the same order.
final class Turns {

  private final boolean oneAtATime;
  private final Deque<CountDownLatch> waiting = new ArrayDeque<>();
  private boolean taken;

  Turns(boolean oneAtATime) {
    this.oneAtATime = oneAtATime;
  }

  /// Queues for a turn. It has come when the latch is open; [#pass()] has to be called after it.
  synchronized CountDownLatch take() {
    CountDownLatch turn = new CountDownLatch(oneAtATime && taken ? 1 : 0);
    if (turn.getCount() > 0) {
      waiting.add(turn);
    }
    taken = true;
    return turn;
  }

  /// Ends a turn.
  synchronized void pass() {
    CountDownLatch next = waiting.poll();
    if (next == null) {
      taken = false;
    } else {
      next.countDown();
    }
  }

  /// Waits for a turn; an interrupt does not shorten the wait and is kept for what comes after it.
  static void await(CountDownLatch turn) {
    boolean interrupted = false;
    while (true) {
      try {
        turn.await();
        break;
      } catch (InterruptedException _) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
