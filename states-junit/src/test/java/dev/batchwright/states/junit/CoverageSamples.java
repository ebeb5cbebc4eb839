package dev.batchwright.states.junit;

import static dev.batchwright.states.junit.StatesAssertions.assertThat;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/// Test classes that [CoverageTest] runs: they are not run by themselves.
final class CoverageSamples {

  private CoverageSamples() {}

  @RequiredCoverage(branches = 50)
  @StateMachineFile("machines/restock.asl.json")
  static class ReachesTooLittle {
    @Test
    void onlyLowStock(MachineTester machine) {
      machine.object("s3://stock/a", "sku,left\ntea,1\n").given("Order again").returns("{}");
      assertThat(machine.run("{\"list\": \"a\"}")).succeeded();
    }
  }

  @RequiredCoverage(states = 75, transitions = 60, branches = 33)
  @StateMachineFile("machines/restock.asl.json")
  static class ReachesJustEnough {
    @Nested
    class Inside {
      @Test
      void onlyEnough(MachineTester machine) {
        machine.object("s3://stock/a", "sku,left\ntea,9\n");
        assertThat(machine.run("{\"list\": \"a\"}")).succeeded();
      }
    }
  }

  @RequiredCoverage
  static class NamesNoMachine {
    @Test
    void takesAMachine(MachineTester machine) {
      assertThat(machine.run()).succeeded();
    }
  }
}
