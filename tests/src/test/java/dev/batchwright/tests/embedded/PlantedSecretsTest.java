package dev.batchwright.tests.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchwright.local.EmbeddedTarget;
import dev.batchwright.tests.Repository;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/// Secrets that are planted where users have theirs turn up in nothing that a run leaves: what is
/// printed, logs, plans, commits, failure notes, summaries, manifests, outputs, queues, executions.
class PlantedSecretsTest {

  private static final String KEY_ID = "AKIAPLANTED234567ABC";
  private static final String SECRET = "planted/Secret+Access/Key=";
  private static final String TOKEN = "planted-session-token";

  private static final Map<String, String> VARIABLES =
      Map.of(
          "AWS_ACCESS_KEY_ID", KEY_ID,
          "AWS_SECRET_ACCESS_KEY", SECRET,
          "AWS_SESSION_TOKEN", TOKEN,
          "AWS_REGION", "us-east-1",
          "DB_PASSWORD", "planted-password");

  @TempDir private Path home;

  private int run(String... arguments) throws IOException, InterruptedException {
    return CommandLineProcess.start(home, VARIABLES, arguments).end();
  }

  @Test
  void nothingOfARunHoldsThem() throws IOException, InterruptedException {
    Files.writeString(home.resolve("good.csv"), "carrier,n\nUA,1\nAA,2\n");
    Files.writeString(home.resolve("bad.csv"), "carrier,n\nUA,1,too,many\nAA,2\n");

    assertThat(run("run", "count-by", "-i", "good.csv", "-o", "out", "--set", "by=carrier"))
        .as("a run that is published")
        .isZero();
    assertThat(run("run", "count-by", "-i", "bad.csv", "-o", "out2", "--set", "by=carrier"))
        .as("a run that refuses its rows")
        .isNotZero();
    assertThat(run("run", "count-by", "-i", "good.csv", "-o", "out3", "--set", "by=none"))
        .as("a run that cannot be planned")
        .isNotZero();
    assertThat(
            run(
                "run",
                "count-by",
                "-i",
                "s3://in/x.csv",
                "-o",
                "s3://out/",
                "--set",
                "by=a",
                "--target",
                "localstack",
                "--endpoint-url",
                "http://127.0.0.1:9"))
        .as("a target that does not answer")
        .isNotZero();
    assertThat(
            run(
                "run",
                "count-by",
                "-i",
                "good.csv",
                "-o",
                "out4",
                "--set",
                "by=carrier",
                "--set",
                "password=planted-password"))
        .as("a secret among the settings")
        .isEqualTo(2);

    assertThat(home.resolve("out/manifest.json")).exists();
    assertThat(home.resolve("out4")).doesNotExist();
    assertThat(holders()).isEmpty();
  }

  /// The history of executions is in no file: it is asked for, with all that states took and gave.
  @Test
  void neitherDoesTheHistoryOfExecutions() throws IOException {
    EmbeddedTarget target =
        EmbeddedTarget.of(Repository.root().resolve("infra/template.yaml"), home.resolve("state"))
            .environment("AWS_ACCESS_KEY_ID", KEY_ID)
            .environment("AWS_SECRET_ACCESS_KEY", SECRET)
            .environment("AWS_SESSION_TOKEN", TOKEN)
            .environment("DB_PASSWORD", "planted-password")
            .start();
    String data = target.bucket("DataBucket");
    try (TargetClients clients = TargetClients.of(target)) {
      clients
          .s3()
          .putObject(
              it -> it.bucket(data).key("in/good.csv"),
              RequestBody.fromString("carrier,n\nUA,1\n"));
      for (String column : List.of("carrier", "none")) {
        String history = history(clients, column);
        assertThat(history)
            .as("history of the run by %s", column)
            .contains("\"by\":\"%s\"".formatted(column), "Plan chunks")
            .contains(column.equals("carrier") ? "rowsWritten" : "no column 'none'")
            .doesNotContain(KEY_ID, SECRET, TOKEN, "planted-password");
      }
    }
  }

  /// Runs a job to its end, whatever that is.
  private static String history(TargetClients clients, String column) {
    String input =
        """
        {"job": "count-by", "inputs": ["s3://%1$s/in/"], "output": "s3://%1$s/by-%2$s/",
         "settings": {"by":"%2$s"}}\
        """
            .formatted(clients.target().bucket("DataBucket"), column);
    String execution =
        clients
            .sfn()
            .startExecution(it ->
                it.stateMachineArn(clients.target().stateMachineArn("BatchRun"))
                    .name("by-" + column)
                    .input(input))
            .executionArn();
    Awaitility.await()
        .atMost(Duration.ofMinutes(2))
        .until(
            () -> clients.sfn().describeExecution(it -> it.executionArn(execution)).status(),
            status -> status != ExecutionStatus.RUNNING);
    return clients
        .sfn()
        .getExecutionHistoryPaginator(it -> it.executionArn(execution).includeExecutionData(true))
        .events()
        .stream()
        .flatMap(PlantedSecretsTest::values)
        .collect(Collectors.joining("\n"));
  }

  /// All that a history event says: its `toString` leaves inputs and outputs out.
  private static Stream<String> values(SdkPojo event) {
    return event.sdkFields().stream()
        .map(field -> field.getValueOrDefault(event))
        .filter(Objects::nonNull)
        .flatMap(value -> value instanceof SdkPojo it ? values(it) : Stream.of(value.toString()));
  }

  /// Every file that holds any of the secrets, and a witness that files are searched at all.
  private List<String> holders() throws IOException {
    List<String> found = new ArrayList<>();
    boolean seesContent = false;
    List<Path> files;
    try (Stream<Path> walk = Files.walk(home)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      seesContent |= text.contains("setting 'password' looks like a secret");
      for (String secret : List.of(KEY_ID, SECRET, TOKEN, "planted-password")) {
        if (text.contains(secret)) {
          found.add(home.relativize(file) + " holds " + secret);
        }
      }
    }
    assertThat(seesContent).as("the refusal is found in what was printed").isTrue();
    assertThat(files).hasSizeGreaterThan(10);
    return found;
  }
}
