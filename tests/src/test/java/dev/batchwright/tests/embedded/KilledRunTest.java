package dev.batchwright.tests.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that dies in the middle of a run, and one that is asked to stop: the same run id goes
/// on, what is committed is not done again, and the output is what it would have been.
class KilledRunTest {

  private static final int ROWS = 600_000;

  @TempDir private Path home;

  @BeforeEach
  void writeInput() throws IOException {
    Random random = new Random(20_261_124);
    Files.createDirectory(home.resolve("in"));
    try (BufferedWriter out = Files.newBufferedWriter(home.resolve("in/orders.csv"))) {
      out.write("id,customer,amount,note\n");
      for (int id = 0; id < ROWS; id++) {
        out.write(
            id
                + ","
                + random.nextInt(5_000)
                + ","
                + random.nextInt(100_000) / 100.0
                + ",\"a note, "
                + id
                + "\"\n");
      }
    }
  }

  @Test
  void killedInTheMiddleAndStartedAgainItGivesTheSameOutputAndCommitsEachChunkOnce()
      throws IOException, InterruptedException {
    CommandLineProcess whole = start("whole", "run-whole");
    assertThat(whole.end()).as(whole.printed()).isZero();

    CommandLineProcess killed = start("killed", "run-killed");
    awaitCommits("killed", "run-killed", 3);
    killed.process().destroyForcibly().waitFor();
    assertThat(home.resolve("killed/_SUCCESS")).as("killed before it was done").doesNotExist();
    assertThat(published("killed")).as("nothing is visible before publish").isEmpty();
    Map<String, String> before = commits("killed", "run-killed");

    CommandLineProcess again = start("killed", "run-killed");
    assertThat(again.end()).as(again.printed()).isZero();
    assertThat(commits("killed", "run-killed"))
        .containsAllEntriesOf(before)
        .hasSameSizeAs(commits("whole", "run-whole"));
    assertThat(published("killed")).isEqualTo(published("whole"));
  }

  @Test
  void stoppedByItsUserItSaysHowToGoOnAndThenDoes() throws IOException, InterruptedException {
    CommandLineProcess stopped = start("stopped", "run-stopped");
    awaitCommits("stopped", "run-stopped", 2);
    stopped.process().destroy();
    assertThat(stopped.end()).as(stopped.printed()).isEqualTo(3);
    assertThat(stopped.printed()).contains("--run-id run-stopped");
    assertThat(published("stopped")).isEmpty();

    CommandLineProcess again = start("stopped", "run-stopped");
    assertThat(again.end()).as(again.printed()).isZero();
    assertThat(published("stopped")).containsKey("_SUCCESS");
  }

  private CommandLineProcess start(String output, String run) throws IOException {
    return CommandLineProcess.start(
        home,
        "run",
        "sort",
        "--input",
        "in/orders.csv",
        "--output",
        output,
        "--set",
        "by=customer:number,-amount:number",
        "--chunk-size",
        "256KiB",
        "--max-concurrency",
        "2",
        "--run-id",
        run);
  }

  private void awaitCommits(String output, String run, int atLeast) {
    Awaitility.await()
        .atMost(Duration.ofSeconds(60))
        .pollInterval(Duration.ofMillis(5))
        .until(() -> commits(output, run).size() >= atLeast);
  }

  /// The map stage's commits by file name: the bytes say which attempt won.
  private Map<String, String> commits(String output, String run) throws IOException {
    Path directory =
        home.resolve(output).resolve("_batchwright").resolve(run).resolve("commits/map");
    return Files.isDirectory(directory) ? contents(directory) : Map.of();
  }

  private Map<String, String> published(String output) throws IOException {
    Map<String, String> files = contents(home.resolve(output));
    files.remove("manifest.json");
    return files;
  }

  private static Map<String, String> contents(Path directory) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    try (Stream<Path> files = Files.list(directory)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        contents.put(file.getFileName().toString(), Files.readString(file));
      }
    }
    return contents;
  }
}
