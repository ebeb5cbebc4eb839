package dev.batchwright.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchwright.batch.model.CheckResult;
import dev.batchwright.job.testkit.JobTester;
import dev.batchwright.job.testkit.TestRun;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The numbers were counted with Python's csv module.
class CheckedFlightsTest {

  private static List<String> results(TestRun run) {
    return run.checks().stream()
        .map(it -> (it.passed() ? "" : "FAILS ") + it.check() + ": " + it.found())
        .toList();
  }

  @Test
  void allFlightsOf2013PassAndMoreThanThatIsCounted() {
    assertThat(results(Flights.run(new CheckedFlights())))
        .containsExactly(
            "time_hour, carrier, flight are unique: each once in 336776 rows",
            "time_hour is a timestamp: not so in 0 of 336776 rows",
            "carrier is present: not so in 0 of 336776 rows",
            "origin is one of EWR, JFK, LGA: not so in 0 of 336776 rows",
            "no flight ends where it starts: not so in 0 of 336776 rows",
            "distance is between 1 and 5000: not so in 0 of 336776 rows",
            "arr_delay is a whole number: not so in 0 of 336776 rows",
            "arr_delay is present: not so in 9430 of 336776 rows (2.800%)",
            "number of rows against the last run: 336776, and there is no run to hold it against");
  }

  @Test
  void theDayInsteadOfTheHourIsNoKeyAndTheFlightsAreNamed() {
    CheckResult result =
        Flights.run(new CheckedFlights(), "key", "year,month,day,carrier,flight")
            .checks()
            .getFirst();
    assertThat(result.passed()).isFalse();
    assertThat(result.found()).isEqualTo("24 are there more than once, in 48 of 336776 rows");
    assertThat(result.examples())
        .hasSize(10)
        .anyMatch(it -> it.value().equals("'2013, 6, 8, WN, 2269'"));
  }

  @Test
  void whatIsWrongIsNamed() {
    TestRun run =
        JobTester.of(new CheckedFlights())
            .input(
                """
                year,month,day,carrier,flight,tailnum,origin,dest,arr_delay,distance,time_hour
                2013,1,1,UA,1545,N14228,EWR,IAH,11,1400,2013-01-01T10:00:00Z
                2013,1,1,UA,1545,N24211,LGA,IAH,20,1416,2013-01-01T10:00:00Z
                2013,1,1,AA,1141,N619AA,SFO,SFO,33,0,2013-01-01T10:00:00Z
                2013,1,1,B6,725,N804JB,JFK,BQN,late,1576,tomorrow
                """)
            .run();
    assertThat(run.failedChecks().stream().map(CheckResult::check))
        .containsExactly(
            "time_hour, carrier, flight are unique",
            "time_hour is a timestamp",
            "origin is one of EWR, JFK, LGA",
            "no flight ends where it starts",
            "distance is between 1 and 5000",
            "arr_delay is a whole number");
  }
}
