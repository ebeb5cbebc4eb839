package dev.batchwright.batch.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.batch.model.Published;
import dev.batchwright.job.Job;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whole runs: the answer is the same however the input is cut, and right.
final class WholeRunTest {

  private static final long WHOLE = 1L << 40;

  private static Published run(
      Scenario scenario, Class<? extends Job> job, long chunkBytes, int partitions) {
    return new StateMachine(scenario.storage, "a")
        .run("run-1", Scenario.request(job, Scenario.options(chunkBytes, partitions)));
  }

  private static String answer(Class<? extends Job> job, long seed, long chunkBytes, int parts) {
    Scenario scenario = new Scenario(seed, 3, 20);
    Published published = run(scenario, job, chunkBytes, parts);
    assertThat(published.rowsRead()).isEqualTo(scenario.rows);
    assertThat(scenario.storage.uploads()).as("uploads left behind").isEmpty();
    return scenario.output();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 7, 50, 333, 100_000})
  void rowsAreTheSameHoweverTheInputIsCut(long chunkBytes) {
    for (long seed = 0; seed < 2; seed++) {
      String whole = answer(TestJobs.Keep.class, seed, WHOLE, 1);
      assertThat(answer(TestJobs.Keep.class, seed, chunkBytes, 1)).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 40, 100_000})
  void aSortIsTheSameHoweverInputAndShuffleAreCut(long chunkBytes) {
    String whole = answer(TestJobs.Sorted.class, 9, WHOLE, 1);
    List<String> keys =
        whole.lines().filter(l -> l.matches("\\d+,.*")).map(l -> l.split(",")[1]).toList();
    assertThat(keys).isSorted().hasSizeGreaterThan(20);
    for (int partitions : new int[] {1, 3, 100}) {
      assertThat(answer(TestJobs.Sorted.class, 9, chunkBytes, partitions)).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {16, 100_000})
  void groupsHaveTheTotalsThatAreInTheData(long chunkBytes) {
    Scenario scenario = new Scenario(4, 3, 100);
    Published published = run(scenario, TestJobs.Totals.class, chunkBytes, 3);
    String expected =
        scenario.totals.entrySet().stream()
            .map(e -> e.getKey() + "," + e.getValue()[0] + "," + e.getValue()[1] + "\n")
            .collect(Collectors.joining());
    assertThat(scenario.output()).isEqualTo(expected);
    assertThat(published.rowsWritten()).isEqualTo(scenario.totals.size());
    assertThat(published.rowsQuarantined()).isEqualTo(scenario.refused);
  }

  @Test
  void whatIsPublishedIsAccountedFor() {
    Scenario scenario = new Scenario(5, 3, 60);
    Published published = run(scenario, TestJobs.Keep.class, 200, 1);
    assertThat(published.rowsWritten()).isEqualTo(scenario.kept);
    assertThat(published.rowsQuarantined()).isEqualTo(scenario.refused);
    assertThat(published.rowsFiltered())
        .isEqualTo(scenario.rows - scenario.kept - scenario.refused);
    assertThat(scenario.visible())
        .extracting(at -> at.key().substring(at.key().lastIndexOf('/') + 1))
        .contains("_SUCCESS", "manifest.json");
    JsonNode manifest = scenario.jsonLines(published.summary()).getFirst();
    assertThat(manifest.path("published").asBoolean()).isTrue();
    assertThat(manifest.path("effects").path("attempts").asLong()).isPositive();
  }

  @ParameterizedTest
  @ValueSource(longs = {100, 100_000})
  void refusedRowsHaveTheirNumberInTheirObject(long chunkBytes) {
    Scenario scenario = new Scenario(6, 3, 50);
    Published published = run(scenario, TestJobs.Keep.class, chunkBytes, 1);
    List<JsonNode> refused = scenario.jsonLines(published.quarantine());
    assertThat(refused).hasSize(scenario.refused);
    for (JsonNode row : refused) {
      String object = row.path("object").asText();
      int objectNumber = object.charAt("s3://data/in/".length()) - '0';
      int id = Integer.parseInt(row.path("text").asText().split(",")[0]);
      assertThat(row.path("row").asLong()).as(row.toString()).isEqualTo(id - objectNumber * 50 + 1);
      assertThat(row.path("column").asText()).isEqualTo("amount");
    }
  }

  @Test
  void publishedOnceIsPublishedForGood() {
    Scenario scenario = new Scenario(7, 2, 30);
    Published first = run(scenario, TestJobs.Keep.class, 300, 1);
    List<?> visible = scenario.visible();
    assertThat(run(scenario, TestJobs.Keep.class, 300, 1)).isEqualTo(first);
    assertThat(scenario.visible()).isEqualTo(visible);
  }
}
