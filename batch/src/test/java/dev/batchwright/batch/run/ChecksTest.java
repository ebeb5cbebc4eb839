package dev.batchwright.batch.run;

import static dev.batchwright.job.Checks.between;
import static dev.batchwright.job.Checks.present;
import static dev.batchwright.job.Checks.rowsAtLeast;
import static dev.batchwright.job.Checks.rowsWithinPercent;
import static dev.batchwright.job.Checks.unique;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.batch.commit.Summary;
import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.ChecksFailedException;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.Published;
import dev.batchwright.batch.model.RunRequest;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.WorkLayout;
import dev.batchwright.job.Aggregates;
import dev.batchwright.job.Check;
import dev.batchwright.job.Csv;
import dev.batchwright.job.Flow;
import dev.batchwright.job.Job;
import dev.batchwright.job.Order;
import dev.batchwright.job.Settings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Whole runs over data that is not what the job expects: nothing is published, and all that is
/// wrong is said.
final class ChecksTest {

  private static final Check[] CHECKS = {
    rowsAtLeast(30), rowsWithinPercent(10), unique("id"), between("amount", 0, 100), present("key")
  };

  /// Rows in, rows out.
  public static final class Keep implements Job {
    @Override
    public Flow define(Settings settings) {
      return Flow.read(Csv.withHeader()).select("id", "key", "amount").expect(CHECKS);
    }
  }

  /// As it was before a check was added.
  public static final class KeepByNewerCode implements Job {
    private static boolean newer;

    @Override
    public Flow define(Settings settings) {
      Flow flow = Flow.read(Csv.withHeader()).expect(unique("id"));
      return newer ? flow.expect(present("key")) : flow;
    }
  }

  /// A sort.
  public static final class Sorted implements Job {
    @Override
    public Flow define(Settings settings) {
      return Flow.read(Csv.withHeader()).sortBy(Order.asc("key")).expect(CHECKS);
    }
  }

  /// Groups that have other columns unique than those they are made by.
  public static final class Grouped implements Job {
    @Override
    public Flow define(Settings settings) {
      return Flow.read(Csv.withHeader())
          .groupBy("id", "key", "amount")
          .aggregate(Aggregates.count())
          .expect(CHECKS)
          .expect(unique("amount", "key", "id", "count"));
    }
  }

  private final Scenario scenario = new Scenario(1, 0, 0);
  private int attempts;

  private void input(int rows, String... more) {
    String text =
        IntStream.range(0, rows)
            .mapToObj(i -> i + ",k" + i % 5 + "," + i % 50 + "\n")
            .collect(Collectors.joining("", "id,key,amount\n", String.join("", more)));
    scenario.put("in/0.csv", text.getBytes(StandardCharsets.UTF_8));
  }

  private static RunRequest request(Class<? extends Job> job, String output, String against) {
    return new RunRequest(
        job.getName(),
        List.of("s3://data/in/0.csv"),
        output,
        Map.of(),
        Scenario.options(100, 3)
            .heldAgainst(against.isEmpty() ? Optional.empty() : Optional.of(against)));
  }

  private Published run(Class<? extends Job> job, String output, String against) {
    String run = "run-" + output.replaceAll("\\W", "");
    return new StateMachine(scenario.storage, "m" + ++attempts)
        .run(run, request(job, "s3://data/" + output, against));
  }

  private JsonNode summary(String output) {
    String run = "run-" + output.replaceAll("\\W", "");
    WorkLayout layout = WorkLayout.of(S3Location.parse("s3://data/" + output), run);
    return Json.tree(Json.write(Summary.find(scenario.storage, layout).orElseThrow()));
  }

  @ParameterizedTest
  @ValueSource(classes = {Keep.class, Sorted.class, Grouped.class})
  void allChecksThatFailAreNamedAndNothingIsPublished(Class<? extends Job> job) {
    input(20, "7,k9,60\n", "99,,61\n", "100,k1,-5\n", "101,k1,lots\n");
    assertThatThrownBy(() -> run(job, "out/", ""))
        .isInstanceOf(ChecksFailedException.class)
        .hasMessageContainingAll(
            "4 of " + (job == Grouped.class ? 6 : 5) + " checks of the output fail",
            "number of rows: 24; allowed: at least 30",
            "id is unique: 1 is there more than once, in 2 of 24 rows; allowed: each once; '7' in [",
            "amount is between 0 and 100: not so in 2 of 24 rows (8.333%); allowed: in every row;",
            "'lots' in [",
            "key is present: not so in 1 of 24 rows",
            "start a new run")
        .hasMessageNotContaining("last run");
    assertThat(scenario.visible()).isEmpty();
    JsonNode summary = summary("out/");
    assertThat(summary.path("published").asBoolean()).isFalse();
    assertThat(summary.path("error").asText()).isEqualTo(ChecksFailedException.class.getName());
    assertThat(summary.path("checks").findValuesAsText("passed")).contains("false", "true");
    assertThat(scenario.storage.uploads()).as("what a redrive needs").isNotEmpty();
  }

  @Test
  void theRowsOfTheInputThatAreAtFaultAreNamed() {
    input(40, "7,k9,60\n");
    int seventh = "id,key,amount\n".length() + 7 * "0,k0,0\n".length();
    assertThatThrownBy(() -> run(Keep.class, "out/", ""))
        .hasMessageContainingAll(
            "'7' in [s3://data/in/0.csv@", " byte " + seventh + "] and [s3://data/in/0.csv@");
  }

  @ParameterizedTest
  @ValueSource(classes = {Keep.class, Sorted.class, Grouped.class})
  void resultsAreInTheManifestOfWhatIsPublished(Class<? extends Job> job) {
    input(40);
    assertThat(run(job, "out/", "").rowsWritten()).isEqualTo(40);
    JsonNode manifest =
        Json.tree(scenario.storage.get(Scenario.OUTPUT.plus("manifest.json")).orElseThrow());
    assertThat(manifest.path("checks").findValuesAsText("found"))
        .startsWith(
            "40",
            "40, and there is no run to hold it against",
            "each once in 40 rows",
            "not so in 0 of 40 rows");
    assertThat(manifest.path("checks")).isEqualTo(summary("out/").path("checks"));
  }

  @Test
  void aRunIsHeldAgainstTheOneThatIsNamed() {
    input(40);
    run(Keep.class, "out/a/", "s3://data/out/");
    input(44);
    run(Keep.class, "out/b/", "s3://data/out/a");
    input(49);
    assertThatThrownBy(() -> run(Keep.class, "out/c/", "s3://data/out/b/manifest.json"))
        .isInstanceOf(ChecksFailedException.class)
        .hasMessageContainingAll(
            "number of rows against the last run: 49, 11.36% more than the 44 of run run-outb",
            "(s3://data/out/b/manifest.json); allowed: 10% fewer to 10% more");
    scenario.put(
        "out/_current.json", "{\"output\":\"s3://data/out/b/\"}".getBytes(StandardCharsets.UTF_8));
    input(39);
    assertThatThrownBy(() -> run(Keep.class, "out/d/", "s3://data/out/"))
        .hasMessageContaining("39, 11.36% fewer than the 44");
    input(48);
    run(Keep.class, "out/e/", "s3://data/out/_current.json");
    assertThat(summary("out/e/").path("checks").path(1).path("found").asText())
        .startsWith("48, 9.091% more than the 44 of run run-outb");
  }

  @Test
  void whatIsNoRunToBeHeldAgainstIsRefused() {
    input(40);
    scenario.put("x.json", "{\"run\":\"r\"}".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> run(Keep.class, "other/", "s3://data/x.json"))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContainingAll("against", "s3://data/x.json", "no manifest");
    scenario.put("x.json", "{\"output\":\"s3://data/x.json\"}".getBytes(StandardCharsets.UTF_8));
    assertThatThrownBy(() -> run(Keep.class, "other/", "s3://data/x.json"))
        .hasMessageContaining("chain of pointers");
  }

  @Test
  void aJobWhoseChecksChangeUnderARunIsFound() {
    input(40);
    KeepByNewerCode.newer = false;
    StateMachine machine = new StateMachine(scenario.storage, "m");
    RunRequest request = request(KeepByNewerCode.class, "s3://data/out/", "");
    var planned = machine.plan("run-1", request);
    machine.map(planned.work(), planned.items(), planned.waves());
    KeepByNewerCode.newer = true;
    assertThatThrownBy(() -> machine.run("run-1", request))
        .isInstanceOf(BadRequestException.class)
        .hasMessageContainingAll("chunk 0", "[id is unique]", "key is present", "new run");
    assertThat(scenario.visible()).isEmpty();
  }
}
