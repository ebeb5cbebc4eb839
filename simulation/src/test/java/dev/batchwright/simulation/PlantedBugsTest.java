package dev.batchwright.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The simulation can fail: each guarantee that is taken away is missed within a few seeds.
final class PlantedBugsTest {

  private static final int SEEDS = 200;

  @ParameterizedTest
  @EnumSource(Planted.class)
  void aPlantedBugIsFound(Planted bug) throws InterruptedException {
    List<String> found = new ArrayList<>();
    for (long seed = 1; seed <= SEEDS && found.isEmpty(); seed++) {
      found.addAll(Simulation.run(seed, false, bug.way()).violations());
    }
    System.out.println(bug + ": " + found.stream().findFirst());
    assertThat(found).as("violations within " + SEEDS + " seeds").isNotEmpty();
  }
}
