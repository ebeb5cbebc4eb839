package dev.batchwright.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchwright.batch.model.RowCounts;
import dev.batchwright.job.testkit.JobTester;
import dev.batchwright.job.testkit.TestRun;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class FlightsWithAirlineTest {

  private static final String HEADER =
      "year,month,day,dep_time,arr_time,arr_delay,carrier,flight,origin,dest,distance\n";

  private record AirlineAndMonth(String airline, int month) implements Comparable<AirlineAndMonth> {
    @Override
    public int compareTo(AirlineAndMonth other) {
      int byAirline = airline.compareTo(other.airline);
      return byAirline == 0 ? Integer.compare(month, other.month) : byAirline;
    }
  }

  @Test
  void writesEveryFlight() {
    TestRun run = Flights.run(new FlightsWithAirline(), "airlines");

    assertThat(run.counts()).isEqualTo(new RowCounts(Flights.COUNT, Flights.COUNT, 0, 0));
    assertThat(countedByAirlineAndMonth(run.rows()))
        .isEqualTo(Flights.answer(new FlightsWithAirline()));
  }

  private static String countedByAirlineAndMonth(List<Map<String, String>> rows) {
    Map<AirlineAndMonth, long[]> totals = new TreeMap<>();
    for (Map<String, String> row : rows) {
      var key = new AirlineAndMonth(row.get("airline"), Integer.parseInt(row.get("month")));
      long[] total = totals.computeIfAbsent(key, _ -> new long[2]);
      total[0]++;
      total[1] += Long.parseLong(row.get("distance"));
    }
    StringBuilder answer = new StringBuilder("airline,month,flights,miles\n");
    totals.forEach((key, total) ->
        answer.append("%s,%d,%d,%d\n".formatted(key.airline, key.month, total[0], total[1])));
    return answer.toString();
  }

  @Test
  void takesMissingTimesOver() {
    TestRun run = onTwoAirlines("2013,1,2,NA,NA,NA,UA,100,EWR,ORD,719\n").run();

    assertThat(run.output())
        .isEqualTo(
            """
            year,month,day,dep_time,arr_time,arr_delay,airline,flight,origin,dest,distance
            2013,1,2,NA,NA,NA,United Air Lines Inc.,100,EWR,ORD,719
            """);
  }

  @Test
  void refusesACodeThatIsNotInTheTable() {
    TestRun run =
        onTwoAirlines(
                """
                2013,1,1,517,830,11,UA,1545,EWR,IAH,1400
                2013,1,1,533,850,20,ZZ,1714,LGA,IAH,1416
                """)
            .run();

    assertThat(run.counts()).isEqualTo(new RowCounts(2, 1, 0, 1));
    assertThat(run.refusals())
        .singleElement()
        .satisfies(refusal -> {
          assertThat(refusal.column()).isEqualTo("carrier");
          assertThat(refusal.reason()).contains("no such code");
          assertThat(refusal.rowInSegment()).isEqualTo(1);
          assertThat(refusal.text()).isEqualTo("2013,1,1,533,850,20,ZZ,1714,LGA,IAH,1416");
        });
    assertThat(run.isWithinTolerance()).isFalse();
  }

  private static JobTester onTwoAirlines(String rows) {
    return JobTester.of(new FlightsWithAirline())
        .set("airlines", "s3://tables/airlines.csv")
        .sideTable(
            "s3://tables/airlines.csv",
            """
            carrier,name
            UA,United Air Lines Inc.
            AA,American Airlines Inc.
            """)
        .input(HEADER + rows);
  }
}
