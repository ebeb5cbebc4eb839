package dev.batchwright.tests.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchwright.cli.Main;
import dev.batchwright.tests.Repository;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The README's main job, over the whole path on the embedded target, held against the answer that
/// was computed independently.
class MainJobTest {

  @TempDir private Path home;

  @ParameterizedTest
  @ValueSource(strings = {"64KiB", "1MiB", "1GiB"})
  void theAnswerIsTheIndependentOneWhateverTheChunks(String chunkSize) throws IOException {
    Path out = home.resolve("out");
    ByteArrayOutputStream console = new ByteArrayOutputStream();
    PrintStream printed = new PrintStream(console, true, StandardCharsets.UTF_8);
    int code =
        Main.run(
            new String[] {
              "run",
              "delays-by-carrier",
              "--input",
              data("flights-*.csv.gz"),
              "--output",
              out.toString(),
              "--set",
              "airlines=" + data("airlines.csv"),
              "--state-dir",
              home.resolve("state").toString(),
              "--chunk-size",
              chunkSize
            },
            printed,
            printed);
    assertThat(code).as(console.toString(StandardCharsets.UTF_8)).isZero();
    assertThat(Files.readString(onlyPart(out)))
        .isEqualTo(Files.readString(Repository.answer("delays-by-carrier.csv")));
    assertThat(console.toString(StandardCharsets.UTF_8)).contains("336,776").contains("F9");
  }

  private static String data(String name) {
    return Repository.root().resolve("examples/data/nycflights13").resolve(name).toString();
  }

  private static Path onlyPart(Path out) throws IOException {
    try (Stream<Path> files = Files.list(out)) {
      List<Path> parts =
          files.filter(file -> file.getFileName().toString().startsWith("part-")).toList();
      assertThat(parts).hasSize(1);
      return parts.getFirst();
    }
  }
}
