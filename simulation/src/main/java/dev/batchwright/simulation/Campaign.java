package dev.batchwright.simulation;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// Many worlds, a few at a time, each by itself.
public final class Campaign {

  private final int threads;
  private final Consumer<Outcome> found;

  /// @param threads worlds side by side
  /// @param found is told of each run in which something was not as it has to be
  public Campaign(int threads, Consumer<Outcome> found) {
    this.threads = threads;
    this.found = found;
  }

  /// Runs seeds one after the other.
  ///
  /// @param from the first
  /// @param count how many
  /// @param until when to stop before
  public Tally run(long from, long count, Optional<Instant> until) throws InterruptedException {
    Tally tally = new Tally();
    AtomicLong next = new AtomicLong(from);
    List<Thread> workers = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      workers.add(
          Thread.ofPlatform()
              .name("world-" + i)
              .start(() -> work(tally, next, from + count, until)));
    }
    for (Thread worker : workers) {
      worker.join();
    }
    return tally;
  }

  private void work(Tally tally, AtomicLong next, long end, Optional<Instant> until) {
    while (until.isEmpty() || Instant.now().isBefore(until.get())) {
      long seed = next.getAndIncrement();
      if (seed >= end) {
        return;
      }
      try {
        Outcome outcome = Simulation.run(seed, false);
        tally.add(outcome);
        if (!outcome.isWell()) {
          found.accept(outcome);
        }
      } catch (InterruptedException e) {
        return;
      }
    }
  }
}
