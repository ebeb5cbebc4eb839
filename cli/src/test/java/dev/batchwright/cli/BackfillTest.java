package dev.batchwright.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `batchwright backfill` on the local target.
class BackfillTest {

  private static final String SETTINGS =
      """
      {"bindings": {"orders": {
        "job": "count-by",
        "inputs": ["s3://{incoming}/orders/{date}/*.csv"],
        "output": "s3://{data}/orders/{date}/",
        "settings": {"by": "country"}}}}
      """;

  @TempDir private Path home;

  @Test
  void whatIsPublishedIsSkippedAndADateThatFailsStopsNoOther() throws IOException {
    upload("2026-01-01");
    upload("2026-01-03");

    String first = backfill(ExitCode.FAILED, "orders", "2026-01-01", "2026-01-03");
    assertThat(first)
        .contains("3 dates, 0 of them published already, 3 to run")
        .contains("3 of 3 dates done")
        .contains("2026-01-02");

    upload("2026-01-02");
    String second = backfill(ExitCode.PUBLISHED, "orders", "2026-01-01", "2026-01-03");
    assertThat(second)
        .contains("3 dates, 2 of them published already, 1 to run")
        .contains("has succeeded in");
    assertThat(bucket("databucket").resolve("orders/2026-01-02/_SUCCESS")).exists();
  }

  @Test
  void aBindingThatIsNotThereAndARangeThatIsNoneAreRefused() throws IOException {
    assertThat(backfill(ExitCode.BAD_REQUEST, "order", "2026-01-01", "2026-01-03"))
        .contains("there is no binding 'order'; the settings file has: orders");
    assertThat(backfill(ExitCode.BAD_REQUEST, "orders", "2026-01-03", "2026-01-01"))
        .contains("the first before the last");
  }

  private void upload(String date) throws IOException {
    Path directory =
        Files.createDirectories(bucket("incomingbucket").resolve("orders").resolve(date));
    Files.writeString(directory.resolve("a.csv"), "id,country\n1,AT\n2,DE\n");
  }

  private Path bucket(String logicalId) {
    return home.resolve("state/s3/batchwright-" + logicalId);
  }

  private String backfill(ExitCode expected, String binding, String from, String to)
      throws IOException {
    Path settings = Files.writeString(home.resolve("batchwright.json"), SETTINGS);
    ByteArrayOutputStream console = new ByteArrayOutputStream();
    PrintStream printed = new PrintStream(console, true, StandardCharsets.UTF_8);
    int code =
        Main.run(
            new String[] {
              "backfill",
              binding,
              "--from",
              from,
              "--to",
              to,
              "--settings",
              settings.toString(),
              "--state-dir",
              home.resolve("state").toString()
            },
            printed,
            printed);
    String said = console.toString(StandardCharsets.UTF_8);
    assertThat(code).as(said).isEqualTo(expected.code());
    return said;
  }
}
