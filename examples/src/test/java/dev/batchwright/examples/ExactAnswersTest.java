package dev.batchwright.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchwright.batch.model.RowCounts;
import dev.batchwright.job.Job;
import dev.batchwright.job.testkit.TestRun;
import org.junit.jupiter.api.Test;

/// Jobs whose output is, to the last byte, the answer that was computed without us.
class ExactAnswersTest {

  @Test
  void delaysByCarrier() {
    assertAnswered(new DelaysByCarrier(), Flights.run(new DelaysByCarrier(), "airlines"));
  }

  @Test
  void delaysByRoute() {
    assertAnswered(new DelaysByRoute(), Flights.run(new DelaysByRoute(), "airports"));
  }

  @Test
  void delaysByManufacturer() {
    assertAnswered(new DelaysByManufacturer(), Flights.run(new DelaysByManufacturer(), "planes"));
  }

  @Test
  void cancellationsByMonth() {
    assertAnswered(new CancellationsByMonth(), Flights.run(new CancellationsByMonth()));
  }

  @Test
  void latestArrivals() {
    TestRun run = Flights.run(new LatestArrivals());

    assertThat(run.output()).isEqualTo(Flights.answer(new LatestArrivals()));
    assertThat(run.counts()).isEqualTo(new RowCounts(Flights.COUNT, 39, Flights.COUNT - 39, 0));
  }

  private static void assertAnswered(Job job, TestRun run) {
    assertThat(run.output()).isEqualTo(Flights.answer(job));
    assertThat(run.counts()).isEqualTo(new RowCounts(Flights.COUNT, Flights.COUNT, 0, 0));
  }
}
