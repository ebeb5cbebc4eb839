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

/// Runs into a table, and its pointer moved back and forth.
class RollbackTest {

  @TempDir Path home;
  private final ConsoleRun console = new ConsoleRun();

  @BeforeEach
  void input() throws IOException {
    Files.createDirectory(home.resolve("in"));
    Files.writeString(home.resolve("in/a.csv"), "city,n\nParis,1\nRome,2\n");
  }

  @Test
  void aTablePointsAtItsNewestRunUntilItIsRolledBack() throws IOException {
    publish("r1");
    assertThat(console.err()).contains("Table " + home.resolve("orders") + "/ points at this run.");
    publish("r2");
    assertThat(current().path("run").asText()).isEqualTo("r2");
    assertThat(home.resolve("orders/r2/part-000000.csv")).exists();
    assertThat(home.resolve("orders/r2/_SUCCESS")).exists();

    assertThat(run("rollback", home.resolve("orders").toString())).as(console.err()).isZero();
    assertThat(console.out())
        .contains("points at run r1 now; it pointed at r2", home.resolve("orders/r1/").toString());
    assertThat(current().path("run").asText()).isEqualTo("r1");
    publish("r2");
    assertThat(console.err()).contains("points at run r1, which is after this one.");

    assertThat(run("rollback", home.resolve("orders").toString(), "--to", "r2")).isZero();
    assertThat(run("rollback", home.resolve("orders").toString(), "--to", "r2")).isZero();
    assertThat(console.out()).contains("points at run r2 already");
    publish("r3");
    assertThat(current().path("run").asText()).isEqualTo("r3");
    assertThat(run("rollback", home.resolve("orders").toString(), "--json")).isZero();
    assertThat(console.out()).contains("\"run\" : \"r2\"", "\"movedBy\" : \"ROLLBACK\"");
    for (String each : new String[] {"r1", "r2", "r3"}) {
      assertThat(run("verify", each)).as(console.err() + console.out()).isZero();
    }
  }

  @Test
  void whatIsNoTableIsRefused() {
    assertThat(run("rollback", home.resolve("in").toString())).isEqualTo(2);
    assertThat(console.err()).contains("no run has published into this table");
    publish("r1");
    assertThat(run("rollback", home.resolve("orders").toString(), "--to", "r9")).isEqualTo(2);
    assertThat(console.err()).contains("run r9 is not published");
  }

  @Test
  void aPlaceThatIsNoTableIsNamedAsItWasWritten() throws IOException {
    Files.createDirectories(home.resolve("orders"));
    assertThat(run("rollback", home.resolve("orders").toString())).isEqualTo(2);
    assertThat(console.err())
        .contains(home.resolve("orders/_current.json") + " is not there")
        .doesNotContain("s3://");
  }

  private JsonNode current() throws IOException {
    return Json.tree(Files.readAllBytes(home.resolve("orders/_current.json")));
  }

  private void publish(String run) {
    int code =
        run(
            "run",
            "filter",
            "-i",
            home.resolve("in").toString(),
            "-o",
            home.resolve("orders").toString(),
            "--table",
            "--set",
            "where=n > 0",
            "--run-id",
            run);
    assertThat(code).as(console.err()).isZero();
  }

  private int run(String... words) {
    String[] state = {"--state-dir", home.resolve("state").toString()};
    return console.run(
        Stream.concat(Arrays.stream(words), Arrays.stream(state)).toArray(String[]::new));
  }
}
