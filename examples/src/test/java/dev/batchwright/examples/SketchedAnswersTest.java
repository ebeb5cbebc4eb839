package dev.batchwright.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchwright.job.Job;
import dev.batchwright.job.testkit.TestRun;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/// Jobs that estimate: what is counted is exact, what is sketched is within the sketch's error.
class SketchedAnswersTest {

  @Test
  void aircraftByCarrier() {
    List<List<String>> rows = rows(Flights.run(new AircraftByCarrier()));
    List<List<String>> answer = answer(new AircraftByCarrier());

    assertThat(withoutAircraft(rows)).isEqualTo(withoutAircraft(answer));
    for (int i = 1; i < rows.size(); i++) {
      assertThat(Integer.parseInt(rows.get(i).get(2)))
          .as("aircraft of %s", rows.get(i).getFirst())
          .isCloseTo(Integer.parseInt(answer.get(i).get(2)), Percentage.withPercentage(2));
    }
  }

  @Test
  void departureDelaysByOrigin() {
    List<List<String>> rows = rows(Flights.run(new DepartureDelaysByOrigin()));
    List<List<String>> answer = answer(new DepartureDelaysByOrigin());

    for (int i = 1; i < rows.size(); i++) {
      assertThat(rows.get(i).subList(0, 2)).isEqualTo(answer.get(i).subList(0, 2));
      for (int quantile = 0; quantile < 3; quantile++) {
        assertThat(Integer.parseInt(rows.get(i).get(2 + quantile)))
            .as("%s of %s", answer.getFirst().get(2 + quantile), rows.get(i).getFirst())
            .isBetween(
                Integer.parseInt(answer.get(i).get(5 + 2 * quantile)),
                Integer.parseInt(answer.get(i).get(6 + 2 * quantile)));
      }
    }
    assertThat(rows).hasSameSizeAs(answer);
  }

  private static List<List<String>> rows(TestRun run) {
    return fields(run.output());
  }

  private static List<List<String>> answer(Job job) {
    return fields(Flights.answer(job));
  }

  private static List<List<String>> fields(String csv) {
    return csv.lines().map(line -> List.of(line.split(",", -1))).toList();
  }

  private static List<List<String>> withoutAircraft(List<List<String>> rows) {
    return rows.stream().map(row -> List.of(row.get(0), row.get(1), row.get(3))).toList();
  }
}
