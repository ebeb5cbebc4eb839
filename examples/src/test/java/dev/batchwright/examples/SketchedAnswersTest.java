package dev.batchwright.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchwright.job.Job;
import dev.batchwright.job.testkit.TestRun;
import java.util.ArrayList;
import java.util.List;
import org.assertj.core.data.Offset;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;

/// Jobs that estimate: what is counted is exact, what is sketched is within the sketch's error.
class SketchedAnswersTest {

  @Test
  void aircraftByCarrier() {
    List<List<String>> rows = rows(Flights.run(new AircraftByCarrier()));
    List<List<String>> answer = answer(new AircraftByCarrier());

    assertThat(without(rows, 2)).isEqualTo(without(answer, 2));
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

    assertThat(without(rows, 2, 3, 4)).isEqualTo(without(answer, 2, 3, 4));
    for (int i = 1; i < rows.size(); i++) {
      for (int column = 2; column <= 4; column++) {
        assertWithinAMinute(rows.get(i), answer.get(i), column);
      }
    }
  }

  /// The sketch goes between two neighbouring values where the answer is one of them.
  private static void assertWithinAMinute(List<String> row, List<String> answer, int column) {
    assertThat(Integer.parseInt(row.get(column)))
        .as("column %d of %s", column, row.getFirst())
        .isCloseTo(Integer.parseInt(answer.get(column)), Offset.offset(1));
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

  /// The rows without the columns that are estimated.
  private static List<List<String>> without(List<List<String>> rows, int... columns) {
    return rows.stream()
        .map(
            row -> {
              List<String> rest = new ArrayList<>(row);
              for (int i = columns.length - 1; i >= 0; i--) {
                rest.remove(columns[i]);
              }
              return List.copyOf(rest);
            })
        .toList();
  }
}
