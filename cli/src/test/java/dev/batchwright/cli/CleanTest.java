package dev.batchwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.batch.model.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `clean` over a run that was published and one that failed, on the embedded target.
class CleanTest {

  @TempDir Path home;
  private final ConsoleRun console = new ConsoleRun();

  @BeforeEach
  void aPublishedRunAndAFailedOne() throws IOException {
    Files.createDirectory(home.resolve("in"));
    Files.writeString(home.resolve("in/a.csv"), "city,n\nParis,1\nRome,2\nParis,3\n");
    Files.writeString(home.resolve("bad.csv"), "city,n\nParis,1\nRome\n");
    assertThat(count("good", "in")).as(console.err()).isZero();
    assertThat(count("bad", "bad.csv")).as(console.err()).isEqualTo(1);
  }

  @Test
  void whatIsYoungStaysAndADryRunSaysWhatWouldGo() throws IOException {
    String place = home.resolve("all").toString();
    assertThat(run("clean", place)).as(console.err()).isZero();
    assertThat(console.out())
        .containsPattern("bad +kept: too young")
        .containsPattern("good +kept: too young")
        .contains("0 objects (0 B) and 0 unfinished uploads would be removed; --apply does it.");

    assertThat(run("clean", place, "--older-than", "0s")).as(console.err()).isZero();
    assertThat(console.out()).containsPattern("bad +abandoned").containsPattern("good +published");
    assertThat(home.resolve("all/bad/_batchwright/bad/plan.json")).exists();

    assertThat(run("clean", place, "--older-than", "0s", "--apply", "--json")).isZero();
    JsonNode report = Json.tree(console.out().getBytes(StandardCharsets.UTF_8));
    assertThat(report.path("applied").asBoolean()).isTrue();
    assertThat(report.path("runs").get(0).path("objects").asLong()).isPositive();
    assertThat(home.resolve("all/bad/_batchwright/bad/plan.json")).doesNotExist();
    assertThat(home.resolve("all/good/_SUCCESS")).exists();
    assertThat(home.resolve("all/good/_batchwright/good/shuffle")).doesNotExist();
    assertThat(run("verify", "good")).as(console.out()).isZero();
  }

  @Test
  void aPlaceWithoutRunsHasNothingToClean() {
    assertThat(run("clean", home.resolve("in").toString())).isZero();
    assertThat(console.out()).contains("There is no work of runs below");
    assertThat(run("clean", home.resolve("in").toString(), "--older-than", "soon")).isEqualTo(2);
    assertThat(console.err()).contains("'soon' is not an age");
  }

  private int count(String run, String input) {
    return run(
        "run",
        "count-by",
        "-i",
        home.resolve(input).toString(),
        "-o",
        home.resolve("all/" + run).toString(),
        "--set",
        "by=city",
        "--run-id",
        run);
  }

  private int run(String... words) {
    String[] state = {"--state-dir", home.resolve("state").toString()};
    return console.run(
        Stream.concat(Arrays.stream(words), Arrays.stream(state)).toArray(String[]::new));
  }
}
