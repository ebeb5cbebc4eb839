package dev.batchwright.batch.transform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Rows of a gigabyte, bombs and deep nesting are refused by name in a JVM of 64 MiB, of which a
/// worker has more than ten times as much.
class SmallMemoryTest {

  @Test
  void whatDoesNotFitIsRefusedByTheLimitThatItIsOver() throws IOException, InterruptedException {
    String classPath =
        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                classPath,
                SmallMemory.class.getName())
            .redirectErrorStream(true)
            .start();
    List<String> said;
    try (var output = process.inputReader(StandardCharsets.UTF_8)) {
      said = output.lines().filter(it -> !it.startsWith("SLF4J")).toList();
    }
    String longRow = "row is longer than the limit of 8388608 bytes (it has ";
    assertThat(said)
        .as("exit code %d", process.waitFor())
        .satisfiesExactly(
            it -> assertThat(it).startsWith("row.csv: " + longRow + (1L << 30)),
            it -> assertThat(it).startsWith("row.jsonl: " + longRow + (1L << 28)),
            it -> assertThat(it).startsWith("deep.jsonl: ").contains("nested more than 256 deep"),
            it -> assertThat(it).startsWith("row.csv.gz: " + longRow + (1L << 28)),
            it -> assertThat(it).startsWith("rows.csv.gz: ").contains(decoded("rows.csv.gz")),
            it -> assertThat(it).startsWith("rows.csv.zst: ").contains(decoded("rows.csv.zst")),
            it -> assertThat(it).startsWith("row.csv.zst: " + longRow + (1L << 28)),
            it -> assertThat(it).startsWith("window.csv.zst: ").contains("limit of 128 MiB"));
    assertThat(process.exitValue()).isZero();
  }

  private static String decoded(String key) {
    return "[s3://in/"
        + key
        + "@1 decoded byte 16777216] unpacks into more than the limit of"
        + " 16777216 bytes (option maxDecodedBytes)";
  }
}
