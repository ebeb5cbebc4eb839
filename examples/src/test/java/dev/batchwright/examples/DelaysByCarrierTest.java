package dev.batchwright.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchwright.job.testkit.JobTester;
import dev.batchwright.job.testkit.TestRun;
import org.junit.jupiter.api.Test;

/// How a job is tested: a few rows in, the output as text out.
class DelaysByCarrierTest {

  @Test
  void passesOverFlightsThatDidNotArrive() {
    TestRun run =
        JobTester.of(new DelaysByCarrier())
            .set("airlines", "s3://tables/airlines.csv")
            .sideTable("s3://tables/airlines.csv", "carrier,name\nUA,United Air Lines Inc.\n")
            .input(
                """
                carrier,arr_delay
                UA,10
                UA,NA
                UA,-5
                """)
            .run();

    assertThat(run.output())
        .isEqualTo(
            """
            carrier,airline,flights,arrived,mean_arr_delay,worst_arr_delay
            UA,United Air Lines Inc.,3,2,2.50,10
            """);
  }
}
