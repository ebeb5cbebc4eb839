package dev.batchwright.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/// Whole runs under faults: a fixed set of seeds, then seeds that nobody has seen yet.
final class SimulationTest {

  /// Enough that every kind of fault is among them.
  private static final int FIXED_SEEDS = 300;

  private static final int FRESH_SEEDS = 200;

  @Test
  void noRowIsLostOrCountedTwice() throws InterruptedException {
    check(1, FIXED_SEEDS);
  }

  @Test
  void norWithSeedsThatNobodyHasSeenYet() throws InterruptedException {
    check(System.currentTimeMillis() * 1_000, FRESH_SEEDS);
  }

  @Test
  void aSeedIsTheSameRunEveryTime() throws InterruptedException {
    for (long seed = 1_000; seed < 1_010; seed++) {
      Outcome first = Simulation.run(seed, true);
      Outcome second = Simulation.run(seed, true);
      assertThat(second.story()).as("seed " + seed).isEqualTo(first.story());
      assertThat(second.digest()).isEqualTo(first.digest());
    }
  }

  private static void check(long from, int seeds) throws InterruptedException {
    StringBuilder found = new StringBuilder();
    Campaign campaign = new Campaign(2, outcome -> found.append(Report.of(outcome)).append('\n'));
    Tally tally = campaign.run(from, seeds, Optional.empty());
    System.out.println("seeds from " + from + ": " + Report.of(tally));
    assertThat(tally.failed()).as(found.toString()).isEmpty();
    assertThat(tally.runs()).isEqualTo(seeds);
  }
}
