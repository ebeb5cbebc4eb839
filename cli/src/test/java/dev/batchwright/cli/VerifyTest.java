package dev.batchwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.batch.model.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `verify` over a run of the embedded target, as it was published and after damage.
class VerifyTest {

  @TempDir Path home;
  private final ConsoleRun console = new ConsoleRun();

  @BeforeEach
  void publish() throws IOException {
    Files.createDirectory(home.resolve("in"));
    Files.writeString(home.resolve("in/a.csv"), "city,n\nParis,1\nRome\nParis,3\n");
    int code =
        run(
            "run",
            "filter",
            "-i",
            home.resolve("in").toString(),
            "-o",
            home.resolve("out").toString(),
            "--set",
            "where=n > 0",
            "--set",
            "tolerate=1",
            "--run-id",
            "one");
    assertThat(code).as(console.err()).isZero();
  }

  @Test
  void whatWasPublishedHoldsByItsRunAndByItsPlace() {
    assertThat(run("verify", "one")).as(console.err()).isZero();
    assertThat(console.out())
        .startsWith("Run one holds: 1 output, 2 rows, 23 B read again; 1 chunk held");
    assertThat(run("verify", home.resolve("out").toString(), "--quick")).as(console.err()).isZero();
    assertThat(console.out()).contains("by name, size and ETag");
  }

  @Test
  void damageIsNamedWithItsPlaceAndWhatToDo() throws IOException {
    Path part = home.resolve("out/part-000000.csv");
    Files.writeString(part, Files.readString(part).replace("Paris,3", "Paris,4"));
    Files.writeString(home.resolve("out/mine.txt"), "mine");

    assertThat(run("verify", "one")).as(console.err()).isEqualTo(5);
    assertThat(console.out())
        .startsWith("Run one does not hold: 2 findings in " + home.resolve("out"))
        .contains(home.resolve("out/mine.txt") + "\n  output unknown: ")
        .contains(part + "\n  output changed: bytes [0, 23) have the CRC32C ")
        .contains("  to do: restore it from its version or backup");

    assertThat(run("verify", "one", "--json")).isEqualTo(5);
    JsonNode report = Json.tree(console.out().getBytes(java.nio.charset.StandardCharsets.UTF_8));
    assertThat(report.path("holds").asBoolean(true)).isFalse();
    assertThat(report.path("findings")).hasSize(2);
    assertThat(report.path("findings").get(0).path("kind").asText()).isEqualTo("OUTPUT_UNKNOWN");
  }

  @Test
  void whatIsNotThereIsABadRequest() throws IOException {
    assertThat(run("verify", "two")).isEqualTo(2);
    assertThat(console.err()).contains("there is no run 'two'");
    assertThat(run("verify", home.resolve("nowhere").toString())).isEqualTo(2);
    assertThat(console.err()).contains("there is no directory");
    Files.createDirectory(home.resolve("empty"));
    assertThat(run("verify", home.resolve("empty").toString())).isEqualTo(2);
    assertThat(console.err()).contains("manifest.json is not there: nothing is published");
  }

  private int run(String... words) {
    String[] state = {"--state-dir", home.resolve("state").toString()};
    return console.run(
        Stream.concat(Arrays.stream(words), Arrays.stream(state)).toArray(String[]::new));
  }
}
