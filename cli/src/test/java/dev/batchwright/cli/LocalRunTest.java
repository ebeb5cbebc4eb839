package dev.batchwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.batch.model.Json;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole runs on the embedded target: template, state machine and handlers as they are deployed.
class LocalRunTest {

  @TempDir Path home;
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @BeforeEach
  void writeInput() throws IOException {
    Files.createDirectory(home.resolve("in put"));
    Files.writeString(home.resolve("in put/a.csv"), "city,n\nParis,1\nRome,2\nParis,3\n");
    Files.writeString(home.resolve("in put/b.csv"), "city,n\nRome,4\nOslo,5\n");
    Files.writeString(home.resolve("in put/readme.txt"), "not a table");
  }

  @Test
  void countsRowsOfTwoFilesAndShowsTheAnswer() throws IOException {
    assertThat(run("count-by", "in put/*.csv", "out", "--set", "by=city")).as(err()).isZero();

    assertThat(Files.readString(onlyPart("out")))
        .isEqualTo("city,count\nOslo,1\nParis,2\nRome,2\n");
    assertThat(home.resolve("out/_SUCCESS")).exists();
    assertThat(home.resolve("out/manifest.json")).exists();
    assertThat(out())
        .contains("  read                      5 rows  2 objects, ")
        .contains("  written                   3 rows  1 object, ")
        .contains("Paris      2\n");
  }

  @Test
  void jsonSaysTheSameToAProgram() throws IOException {
    assertThat(run("count-by", "in put/*.csv", "out", "--set", "by=city", "--json")).isZero();

    JsonNode report = Json.mapper().readTree(out());
    assertThat(report.path("status").asText()).isEqualTo("published");
    assertThat(report.path("rows").path("read").asInt()).isEqualTo(5);
    assertThat(report.path("rows").path("written").asInt()).isEqualTo(3);
    assertThat(report.path("requests").asInt()).isPositive();
    assertThat(Path.of(report.path("manifest").asText())).exists();
  }

  @Test
  void checksAreReportedAndThoseThatFailAreNamedWithTheirRows() {
    String expect = "expect=unique city, n; n is integer; rows within 10%";
    assertThat(run("convert", "in put/*.csv", "out", "--set", expect)).as(err()).isZero();
    assertThat(out())
        .contains("  checks      all 3 passed\n")
        .contains("      city, n are unique: each once in 5 rows\n")
        .contains("5, and there is no run to hold it against\n");

    String[] less = {"--set", "expect=unique city; rows within 10%", "--against", at("out")};
    assertThat(run("convert", "in put/a.csv", "less", less)).isEqualTo(1);
    assertThat(err())
        .contains("ChecksFailedException, in state Publish")
        .contains("city is unique: 1 is there more than once, in 2 of 3 rows", "'Paris' in [")
        .contains("3, 40.00% fewer than the 5 of run convert-", "out/manifest.json");
    assertThat(home.resolve("less/_SUCCESS")).doesNotExist();
    assertThat(run("convert", "in put/a.csv", "more", "--against", at("nope"))).isEqualTo(2);
    assertThat(err()).contains("nope' does not exist", "name its output or its manifest.json");
    assertThat(home.resolve("more")).doesNotExist();
  }

  @Test
  void theSameRunIdAgainDoesNothingAgain() throws IOException {
    String[] options = {"--set", "by=city", "--run-id", "once"};
    assertThat(run("count-by", "in put/*.csv", "out", options)).as(err()).isZero();
    String published = Files.readString(home.resolve("out/manifest.json"));

    assertThat(run("count-by", "in put/*.csv", "out", options)).as(err()).isZero();
    assertThat(err()).contains("This run is published already");
    assertThat(Files.readString(home.resolve("out/manifest.json"))).isEqualTo(published);
  }

  @Test
  void theSameRunIdForSomethingElseIsRefused() {
    run("count-by", "in put/*.csv", "out", "--set", "by=city", "--run-id", "once");

    assertThat(run("count-by", "in put/*.csv", "out", "--set", "by=n", "--run-id", "once"))
        .isEqualTo(2);
    assertThat(err()).contains("once").contains("by=n");
  }

  @Test
  void anUnknownJobIsRefusedWithTheNearestName() {
    assertRefused(run("count-bi", "in put/*.csv", "out"), "did you mean 'count-by'?");
  }

  @Test
  void aMissingInputIsRefused() {
    assertRefused(run("count-by", "nope.csv", "out", "--set", "by=city"), "nope.csv");
    assertRefused(run("count-by", "in put/*.tsv", "out", "--set", "by=city"), "in put/*.tsv");
  }

  @Test
  void anEmptyInputIsRefused() throws IOException {
    Files.writeString(home.resolve("empty.csv"), "");

    assertRefused(run("count-by", "empty.csv", "out", "--set", "by=city"), "empty");
  }

  @Test
  void anUnknownColumnIsRefusedWithThoseThatThereAre() {
    assertRefused(run("count-by", "in put/*.csv", "out", "--set", "by=town"), "town");
    assertThat(err()).contains("city");
  }

  @Test
  void aBadSettingIsRefused() {
    assertRefused(run("count-by", "in put/*.csv", "out", "--set", "bye=city"), "by");
  }

  @Test
  void anOutputThatIsNotEmptyIsRefusedAndLeftAlone() throws IOException {
    Files.createDirectory(home.resolve("full"));
    Files.writeString(home.resolve("full/mine.txt"), "mine");

    assertThat(run("count-by", "in put/*.csv", "full", "--set", "by=city")).isEqualTo(2);
    assertThat(err()).contains("full");
    try (Stream<Path> files = Files.list(home.resolve("full"))) {
      assertThat(files).containsExactly(home.resolve("full/mine.txt"));
    }
  }

  @Test
  void malformedRowsAreQuarantinedAndShown() throws IOException {
    Files.writeString(home.resolve("bad.csv"), "city,n\nParis,1\nRome\nOslo,2\n");

    int code = run("count-by", "bad.csv", "out", "--set", "by=city", "--set", "tolerate=1");
    assertThat(code).as(err()).isZero();
    assertThat(out())
        .contains("quarantined               1 row")
        .contains("bad.csv row 2, byte 15: row has 1 fields; expected 2");
  }

  private void assertRefused(int code, String message) {
    assertThat(code).as(err()).isEqualTo(2);
    assertThat(lastLine(err())).startsWith("batchwright: ").contains(message);
    assertThat(out()).isEmpty();
    assertThat(home.resolve("out")).doesNotExist();
  }

  private String at(String name) {
    return home.resolve(name).toString();
  }

  /// Runs a job with paths below the temporary directory.
  private int run(String job, String input, String output, String... options) {
    out.reset();
    err.reset();
    List<String> args = new ArrayList<>(List.of("run", job));
    args.addAll(List.of("--input", home.resolve(input).toString()));
    args.addAll(List.of("--output", home.resolve(output).toString()));
    args.addAll(List.of("--state-dir", home.resolve("state").toString()));
    args.addAll(List.of(options));
    return Main.run(args.toArray(String[]::new), stream(out), stream(err));
  }

  private Path onlyPart(String output) throws IOException {
    try (Stream<Path> files = Files.list(home.resolve(output))) {
      List<Path> parts =
          files.filter(file -> file.getFileName().toString().startsWith("part-")).toList();
      assertThat(parts).hasSize(1);
      return parts.getFirst();
    }
  }

  private static String lastLine(String text) {
    return text.lines().reduce((_, last) -> last).orElse("");
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }
}
