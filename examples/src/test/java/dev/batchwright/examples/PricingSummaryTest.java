package dev.batchwright.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchwright.batch.model.RowCounts;
import dev.batchwright.job.testkit.JobTester;
import dev.batchwright.job.testkit.TestRun;
import org.junit.jupiter.api.Test;

class PricingSummaryTest {

  private static final String ITEMS =
      """
      l_quantity,l_extendedprice,l_discount,l_tax,l_returnflag,l_linestatus,l_shipdate
      17,21168.23,0.04,0.02,N,O,1996-03-13
      36,45983.16,0.09,0.06,N,O,1996-04-12
      8,13309.60,0.10,0.02,A,F,1998-09-02
      8,13309.60,0.10,0.02,A,F,1998-09-03
      """;

  @Test
  void sumsToTheLastDigit() {
    TestRun run = JobTester.of(new PricingSummary()).input(ITEMS).run();

    assertThat(run.output())
        .isEqualTo(
            """
            l_returnflag,l_linestatus,sum_qty,sum_base_price,sum_disc_price,sum_charge,avg_qty,avg_price,avg_disc,count_order
            A,F,8,13309.60,11978.6400,12218.212800,8.00,13309.60,0.10,1
            N,O,53,67151.39,62166.1764,65083.286952,26.50,33575.70,0.07,2
            """);
    assertThat(run.counts()).isEqualTo(new RowCounts(4, 3, 1, 0));
  }

  @Test
  void stopsAtTheDayThatIsSet() {
    TestRun run = JobTester.of(new PricingSummary()).set("until", "1996-03-31").input(ITEMS).run();

    assertThat(run.rows()).singleElement().extracting("sum_qty").isEqualTo("17");
  }
}
