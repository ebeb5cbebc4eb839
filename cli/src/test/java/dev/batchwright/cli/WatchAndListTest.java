package dev.batchwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.batch.model.Json;
import dev.batchwright.cli.target.LocalEndpoints;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Runs of the embedded target as another process sees them: by notes once they have ended, by the
/// endpoint of a `batchwright local` before that.
class WatchAndListTest {

  @TempDir Path home;
  private final ConsoleRun console = new ConsoleRun();

  @BeforeEach
  void writeInput() throws IOException {
    Files.writeString(home.resolve("a.csv"), "city,n\nParis,1\nRome,2\nParis,x\n");
  }

  @Test
  void runsThatHaveEndedAreListedAndToldAgain() {
    assertThat(count("good", "good-out")).as(console.err()).isZero();
    assertThat(validate("bad", "bad-out")).as(console.err()).isEqualTo(1);
    assertThat(count("refused", "good-out")).isEqualTo(2);

    assertThat(run("list")).as(console.err()).isZero();
    List<String> lines = console.out().lines().toList();
    assertThat(lines.get(0)).startsWith("run").contains("state", "age", "rows read", "cost");
    assertThat(lines.get(2)).startsWith("refused").contains("refused", "count-by");
    assertThat(lines.get(3)).startsWith("bad").contains("failed", "validate");
    assertThat(lines.get(4)).startsWith("good").contains("published").containsPattern("3 +0\\.000");
    assertThat(console.out()).contains("list prices of us-east-1");

    assertThat(run("list", "--state", "failed")).isZero();
    assertThat(console.out()).contains("bad").doesNotContain("good");

    assertThat(run("watch", "good")).isZero();
    assertThat(console.out()).contains("Run good is published", "Paris      2\n");
    assertThat(run("watch", "bad")).isEqualTo(1);
    assertThat(console.err()).contains("run bad failed", "resume with   batchwright redrive bad");
    assertThat(run("watch", "refused")).isEqualTo(2);
    assertThat(run("watch", "nothing")).isEqualTo(2);
    assertThat(console.err()).contains("there is no run 'nothing'", "batchwright list");
  }

  @Test
  void aRunThatFailedBeforePublishIsListedWithWhatItHadDone() throws IOException {
    Files.writeString(home.resolve("a.csv"), "city,n\n" + "Paris,1\n".repeat(300));
    Files.writeString(home.resolve("b.csv.gz"), "not compressed");
    int code =
        console.run(
            "run",
            "count-by",
            "--input",
            home.resolve("a.csv").toString(),
            "--input",
            home.resolve("b.csv.gz").toString(),
            "--output",
            home.resolve("out").toString(),
            "--set",
            "by=city",
            "--chunk-size",
            "1KB",
            "--max-concurrency",
            "1",
            "--run-id",
            "half",
            "--state-dir",
            home.resolve("state").toString());
    assertThat(code).as(console.err()).isEqualTo(1);
    assertThat(console.err()).contains("in state Map chunks");

    assertThat(run("list")).as(console.err()).isZero();
    assertThat(console.out().lines().toList().get(2))
        .startsWith("half")
        .contains("failed")
        .as("chunks go one by one, that of the broken object last")
        .containsPattern("300 +0\\.000");
  }

  @Test
  void aListForProgramsHasThePartsOfTheCost() {
    count("good", "out");
    assertThat(run("list", "--json", "--limit", "1")).isZero();

    JsonNode list = json(console.out());
    JsonNode run = list.path("runs").path(0);
    assertThat(run.path("run").asText()).isEqualTo("good");
    assertThat(run.path("rowsRead").asInt()).isEqualTo(3);
    JsonNode cost = run.path("cost");
    assertThat(cost.path("total").asDouble())
        .isPositive()
        .isEqualTo(
            cost.path("lambda").asDouble()
                + cost.path("stepFunctions").asDouble()
                + cost.path("s3").asDouble()
                + cost.path("sqs").asDouble());
    assertThat(list.path("prices").path("sources")).isNotEmpty();
  }

  @Test
  void aRunOfABatchwrightLocalIsFoundByItsStateDirectory() throws IOException {
    Path state = home.resolve("state");
    Files.createDirectories(state.resolve("s3/data/in"));
    Files.copy(home.resolve("a.csv"), state.resolve("s3/data/in/a.csv"));
    try (StandardStreams _ = StandardStreams.to(home.resolve("log"));
        LocalEndpoints local = LocalEndpoints.start(state, List.of(), OptionalInt.of(0))) {
      int code =
          console.run(
              "run",
              "count-by",
              "-i",
              "s3://data/in/a.csv",
              "-o",
              "s3://data/out/",
              "-s",
              "by=city",
              "--run-id",
              "there",
              "--endpoint-url",
              local.target().endpoint().toString());
      assertThat(code).as(console.err()).isZero();

      assertThat(run("watch", "there")).as(console.err()).isZero();
      assertThat(console.out()).contains("Run there is published");
      assertThat(run("list")).isZero();
      assertThat(console.out()).contains("there").contains("published");

      new RunJournal(local.executions(), state, List.of()).keep();
    }
    assertThat(run("watch", "there")).as("when it is gone").isZero();
    assertThat(console.out()).contains("Run there is published");
  }

  @Test
  void nothingIsListedWhereNothingRan() {
    assertThat(run("list")).isZero();
    assertThat(console.out()).isEqualTo("There are no such runs.\n");
    assertThat(run("list", "--state", "fail")).isEqualTo(2);
    assertThat(console.err()).contains("running, published, failed, refused, stopped");
    assertThat(run("list", "--limit", "0")).isEqualTo(2);
  }

  private int count(String run, String output) {
    return job("count-by", run, output, "by=city");
  }

  /// A job that refuses the third row and tolerates none.
  private int validate(String run, String output) {
    return job("validate", run, output, "types=n:number");
  }

  private int job(String job, String run, String output, String setting) {
    return console.run(
        "run",
        job,
        "--input",
        home.resolve("a.csv").toString(),
        "--output",
        home.resolve(output).toString(),
        "--set",
        setting,
        "--run-id",
        run,
        "--state-dir",
        home.resolve("state").toString());
  }

  private int run(String... words) {
    String[] all = java.util.Arrays.copyOf(words, words.length + 2);
    all[words.length] = "--state-dir";
    all[words.length + 1] = home.resolve("state").toString();
    return console.run(all);
  }

  private static JsonNode json(String text) {
    return Json.tree(text.getBytes(StandardCharsets.UTF_8));
  }
}
