package dev.batchwright.tests.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `batchwright local` as a user has it: a process, a directory, a settings file.
class LocalProcessTest {

  private static final String SETTINGS =
      """
      {"bindings": {
        "arrivals": {
          "job": "count-by",
          "output": "s3://{data}/arrivals/{run}/",
          "settings": {"by": "carrier"},
          "uploads": {"prefix": "arrivals/", "suffix": ".csv"}},
        "yearly": {
          "job": "count-by",
          "inputs": ["s3://{data}/arrivals/**/part-*"],
          "output": "s3://{data}/yearly/{date}/",
          "settings": {"by": "carrier"},
          "schedule": {"expression": "cron(0 3 1 1 ? *)"}}}}
      """;

  @TempDir private Path home;

  @Test
  void aCopiedFileStartsARunThatItPrintsALineOf() throws IOException, InterruptedException {
    Files.writeString(home.resolve("batchwright.json"), SETTINGS);
    Path arrivals = Files.createDirectories(home.resolve("in/arrivals"));
    CommandLineProcess local =
        CommandLineProcess.start(
            home, "local", "--port", "0", "--bucket", "incoming=in", "--bucket", "data=.");
    try {
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() -> local.printed().contains("Ctrl-C stops it."));
      Files.writeString(arrivals.resolve("flights.csv"), "carrier,n\nUA,1\nAA,2\nUA,3\n");
      await()
          .atMost(Duration.ofMinutes(1))
          .until(() ->
              local.printed().contains("started   batchwright-BatchRun arrivals-flights-csv-"));
      await().atMost(Duration.ofMinutes(1)).until(() -> published(home.resolve("arrivals")));
    } finally {
      local.process().destroy();
    }
    assertThat(local.end()).isNotNegative();
    assertThat(local.printed())
        .contains("  bucket         s3://batchwright-incomingbucket is ")
        .containsPattern("trigger {8}UploadRule: Object Created in s3://batchwright-incomingbucket")
        .contains(" -> Triggers -> StartRuns")
        .containsPattern("schedule +YearlySchedule")
        .containsPattern(
            "upload {4}s3://batchwright-incomingbucket/arrivals/flights.csv -> UploadRule");
  }

  private static boolean published(Path arrivals) throws IOException {
    if (!Files.isDirectory(arrivals)) {
      return false;
    }
    try (var runs = Files.list(arrivals)) {
      return runs.anyMatch(run -> Files.exists(run.resolve("_SUCCESS")));
    }
  }
}
