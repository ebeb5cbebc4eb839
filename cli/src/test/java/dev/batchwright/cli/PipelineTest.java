package dev.batchwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `batchwright pipeline` on files of this machine.
class PipelineTest {

  @TempDir private Path home;
  private final ByteArrayOutputStream console = new ByteArrayOutputStream();

  @BeforeEach
  void input() throws IOException {
    Files.createDirectories(home.resolve("in"));
    Files.writeString(home.resolve("in/a.csv"), "carrier,n\nUA,1\nAA,2\nUA,3\n");
  }

  private int pipeline(String jobs, String... more) throws IOException {
    Path file = home.resolve("nightly.json");
    Files.writeString(
        file, "{\"pipeline\": \"nightly\", \"jobs\": " + jobs.replace("HOME", home + "") + "}");
    PrintStream printed = new PrintStream(console, true, StandardCharsets.UTF_8);
    String[] words =
        Stream.concat(
                Stream.of(
                    "pipeline",
                    file.toString(),
                    "--state-dir",
                    home.resolve("state").toString(),
                    "--run-id",
                    "n-1"),
                Stream.of(more))
            .toArray(String[]::new);
    return Main.run(words, printed, printed);
  }

  private String said() {
    return console.toString(StandardCharsets.UTF_8);
  }

  @Test
  void jobsRunOneAfterTheOtherAndEachSaysWhatBecameOfIt() throws IOException {
    int code =
        pipeline(
            """
            {"copy": {"after": ["count"], "request": {"job": "convert",
               "inputs": ["HOME/counts/part-*"], "output": "HOME/copies"}},
             "count": {"request": {"job": "count-by", "settings": {"by": "carrier"},
               "inputs": ["HOME/in/a.csv"], "output": "HOME/counts"}}}
            """);

    // The glob's directory is there only once the first job has written into it.
    assertThat(code).as(said()).isEqualTo(ExitCode.BAD_REQUEST.code());
    assertThat(said()).contains("there is no directory");

    Files.createDirectories(home.resolve("counts"));
    code =
        pipeline(
            """
            {"copy": {"after": ["count"], "request": {"job": "convert",
               "inputs": ["HOME/counts/part-*"], "output": "HOME/copies"}},
             "count": {"request": {"job": "count-by", "settings": {"by": "carrier"},
               "inputs": ["HOME/in/a.csv"], "output": "HOME/counts"}}}
            """);

    assertThat(code).as(said()).isZero();
    assertThat(said())
        .contains("Pipeline nightly, run n-1: 2 jobs")
        .containsPattern("count +published +2 rows +" + home + "/counts/manifest.json")
        .containsPattern("copy +published +2 rows")
        .contains("n-1 has succeeded in");
    try (Stream<Path> files = Files.list(home.resolve("copies"))) {
      Path part = files.filter(it -> it.toString().contains("part-")).findFirst().orElseThrow();
      assertThat(part).hasContent("carrier,count\nAA,1\nUA,2\n");
    }
  }

  @Test
  void aJobThatFailsIsToldWithWhatWasSkipped() throws IOException {
    int code =
        pipeline(
            """
            {"bad": {"request": {"job": "count-by", "settings": {"by": "no_such_column"},
               "inputs": ["HOME/in/a.csv"], "output": "HOME/bad"}},
             "after": {"after": ["bad"], "request": {"job": "convert",
               "inputs": ["HOME/in/a.csv"], "output": "HOME/after"}}}
            """);
    assertThat(code).as(said()).isEqualTo(ExitCode.FAILED.code());
    assertThat(said())
        .containsPattern("bad +failed +.*no_such_column")
        .containsPattern("after +skipped +it is after bad, and that is not published")
        .contains("1 of 2 jobs failed");
  }

  @Test
  void aCycleIsRefusedBeforeATargetIsStarted() throws IOException {
    int code =
        pipeline(
            """
            {"a": {"after": ["b"], "binding": "x"}, "b": {"after": ["a"], "binding": "x"}}
            """);
    assertThat(code).isEqualTo(ExitCode.BAD_REQUEST.code());
    assertThat(said()).contains("these wait for each other: a after b after a");
    assertThat(home.resolve("state")).doesNotExist();
  }

  @Test
  void aFileThatIsNoPipelineSaysWhatIsWrong() throws IOException {
    assertThat(pipeline("{\"a\": {\"bindig\": \"x\"}}")).isEqualTo(ExitCode.BAD_REQUEST.code());
    assertThat(said()).contains("nightly.json").contains("bindig");
  }
}
