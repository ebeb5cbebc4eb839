package dev.batchwright.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchwright.batch.model.BadRequestException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MainTest {

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  @Test
  void helpSaysTheExitCodes() {
    assertThat(run("--help")).isZero();
    assertThat(out()).contains("Exit codes:").contains("3    stopped by the user");
    assertThat(run("run", "--help")).isZero();
    assertThat(out()).contains("batchwright run JOB --input URI... --output URI [OPTIONS]");
    assertThat(err()).isEmpty();
  }

  @Test
  void withoutACommandThereIsHelp() {
    assertThat(run()).isZero();
    assertThat(out()).startsWith("Usage: batchwright");
  }

  @Test
  void badOptionsAreRefusedInOneLine() {
    assertRefused("batchwright: Missing required parameter: 'JOB'", "run", "-i", "a", "-o", "b");
    assertRefused("batchwright: Missing required option: '--output=URI'", "run", "x", "-i", "a");
    assertRefused(
        "--target moon: there is no such target; write local, localstack or aws",
        "run",
        "x",
        "-i",
        "s3://a/b",
        "-o",
        "s3://b",
        "-t",
        "moon");
    assertRefused("Did you mean: batchwright run?", "rum");
    assertRefused(
        "batchwright: 'a lot' is not a size",
        "run",
        "x",
        "-i",
        "s3://a/b",
        "-o",
        "s3://b",
        "--chunk-size",
        "a lot");
    assertRefused(
        "option maxConcurrency is 0, expected 1 to 10000",
        "run",
        "x",
        "-i",
        "s3://a/b",
        "-o",
        "s3://b",
        "--max-concurrency",
        "0");
    assertRefused(
        "'no good' is not a run id",
        "run",
        "x",
        "-i",
        "s3://a/b",
        "-o",
        "s3://b",
        "--run-id",
        "no good");
    assertRefused(
        "input 'data' is not an s3:// URI",
        "run",
        "x",
        "-i",
        "data",
        "-o",
        "s3://b",
        "--target",
        "aws");
  }

  @Test
  void aTargetThatDoesNotAnswerHasItsOwnExitCode() {
    int code =
        run("run", "x", "-i", "s3://a/b", "-o", "s3://b", "--endpoint-url", "http://127.0.0.1:1");

    assertThat(code).isEqualTo(4);
    assertThat(err()).startsWith("batchwright: ListStateMachines at http://127.0.0.1:1: ");
  }

  @Test
  void jobsAreListed() {
    assertThat(run("jobs")).isZero();
    assertThat(out()).contains("built in; settings: by").contains("examples.DelaysByCarrier");
  }

  @Test
  void settingsMayBeEmptyAndHoldEqualsSigns() {
    assertThat(Pairs.of("--set", "by=carrier", List.of("missing=", "where=a=b")))
        .isEqualTo(Map.of("missing", "", "where", "a=b"));
    assertThatThrownBy(() -> Pairs.of("--set", "by=carrier", List.of("by")))
        .isInstanceOf(BadRequestException.class)
        .hasMessage("--set by: expected NAME=VALUE, as in --set by=carrier");
    assertThatThrownBy(() -> Pairs.of("--set", "by=carrier", List.of("a=1", "a=2")))
        .hasMessage("--set a is there twice; leave one");
  }

  private void assertRefused(String message, String... args) {
    err.reset();
    assertThat(run(args)).isEqualTo(2);
    assertThat(err()).contains(message);
    assertThat(out()).isEmpty();
  }

  private int run(String... args) {
    return Main.run(
        args,
        new PrintStream(out, true, StandardCharsets.UTF_8),
        new PrintStream(err, true, StandardCharsets.UTF_8));
  }

  private String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  private String err() {
    return err.toString(StandardCharsets.UTF_8);
  }
}
