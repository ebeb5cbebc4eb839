package dev.batchwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchwright.job.Csv;
import dev.batchwright.job.Expressions;
import dev.batchwright.job.Flow;
import dev.batchwright.job.Job;
import dev.batchwright.job.Settings;
import dev.batchwright.job.Tolerance;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Rows that a job refused, and the job fixed after that, twice.
class ReplayTest {

  private static final AtomicInteger VERSION = new AtomicInteger();

  /// Copies rows; its first version does not know `many`, its second not `none`.
  public static final class Import implements Job {
    @Override
    public Flow define(Settings settings) {
      Csv csv =
          switch (VERSION.get()) {
            case 0 -> Csv.withHeader();
            case 1 -> Csv.withHeader().missing("many", "");
            default -> Csv.withHeader().missing("many", "none", "");
          };
      return Flow.read(csv)
          .where(Expressions.integer("n").isMissing().or(Expressions.integer("n").atLeast(0)))
          .write(Csv.withHeader())
          .tolerate(Tolerance.ofRows(3));
    }
  }

  @TempDir Path home;
  private final ConsoleRun console = new ConsoleRun();

  @BeforeEach
  void publish() throws IOException {
    Files.createDirectory(home.resolve("in"));
    Files.writeString(home.resolve("in/a.csv"), "city,n\nParis,1\nRome,many\nOslo,none\n");
    Files.writeString(home.resolve("in/b.csv"), "n,city\n7,Bern\nmany,\"Wien,\nI\"");
    VERSION.set(0);
    int code =
        run(
            "run",
            Import.class.getName(),
            "-i",
            home.resolve("in").toString(),
            "-o",
            home.resolve("out").toString(),
            "--run-id",
            "one");
    assertThat(code).as(console.err()).isZero();
    assertThat(console.out()).contains("quarantined               3 rows");
  }

  @Test
  void rowsAreHealedBesideTheFirstOutputAndWhatIsRefusedStillIsReplayedAgain() throws IOException {
    VERSION.set(1);
    assertThat(run("replay", "one")).as(console.err()).isZero();
    assertThat(console.err())
        .contains("Run one-replay-1: 3 quarantined rows of run one, into ")
        .contains("Of 3 quarantined rows of run one, 2 are healed, 1 refused still.")
        .contains("batchwright replay one-replay-1");
    assertThat(rows("out-replay-1")).isEqualTo("Rome,\n\"Wien,\nI\",\n");
    assertThat(run("verify", "one")).as(console.out()).isZero();
    assertThat(run("verify", "one-replay-1")).as(console.out()).isZero();

    assertThat(run("replay", "one")).as("twice is one run").isZero();
    assertThat(console.err()).contains("This run is published already");

    VERSION.set(2);
    assertThat(run("replay", "one-replay-1")).as(console.err()).isZero();
    assertThat(console.err())
        .contains("Run one-replay-2: ", "Of 1 quarantined row of run one-replay-1, 1 is healed.");
    assertThat(rows("out-replay-2")).isEqualTo("Oslo,\n");
    assertThat(run("replay", "one-replay-2")).isZero();
    assertThat(console.err()).contains("Run one-replay-2 quarantined no row; nothing to replay.");
  }

  @Test
  void anInputThatIsGoneIsSaid() throws IOException {
    Files.writeString(home.resolve("in/a.csv"), "city,n\nParis,1\n");
    assertThat(run("replay", "one")).isNotZero();
    assertThat(console.err()).contains("in/a.csv").contains("replaced");
  }

  @Test
  void whatIsNotPublishedOrNotThereIsRefused() {
    assertThat(run("replay", "two")).isEqualTo(2);
    assertThat(console.err()).contains("there is no run 'two'");
  }

  private String rows(String output) throws IOException {
    StringBuilder rows = new StringBuilder();
    try (Stream<Path> parts = Files.list(home.resolve(output))) {
      for (Path part : parts.filter(it -> it.toString().endsWith(".csv")).sorted().toList()) {
        String text = Files.readString(part);
        rows.append(text.substring(text.indexOf('\n') + 1));
      }
    }
    return rows.toString();
  }

  private int run(String... words) {
    String[] state = {"--state-dir", home.resolve("state").toString()};
    return console.run(
        Stream.concat(Arrays.stream(words), Arrays.stream(state)).toArray(String[]::new));
  }
}
