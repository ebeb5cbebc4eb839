package dev.batchwright.tests.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.batchwright.local.EmbeddedTarget;
import dev.batchwright.tests.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;

/// A pipeline with its real handlers on the embedded target: two chains, one of which fails until
/// its input is there.
class PipelineTest {

  private static final String PIPELINE =
      """
      {"pipeline": "nightly", %s "jobs": {
        "again": {"after": ["early"], "request": {"job": "convert",
          "inputs": ["s3://data/early/part-*"], "output": "s3://data/again/"}},
        "early": {"request": {"job": "count-by", "settings": {"by": "carrier"},
          "inputs": ["s3://data/in/a.csv"], "output": "s3://data/early/"}},
        "late": {"request": {"job": "count-by", "settings": {"by": "carrier"},
          "inputs": ["s3://data/in/b.csv"], "output": "s3://data/late/"}},
        "last": {"after": ["late", "again"], "binding": "copies"}}}
      """;

  private static final String SETTINGS =
      """
      {"bindings": {"copies": {"job": "convert",
        "inputs": ["s3://data/late/part-*"], "output": "s3://data/last/"}}}
      """;

  private final JsonMapper json = new JsonMapper();

  @TempDir private Path state;
  private EmbeddedTarget target;
  private TargetClients clients;
  private S3Client s3;
  private SfnClient sfn;

  @BeforeEach
  void start() throws IOException {
    Path settings = Files.writeString(state.resolve("batchwright.json"), SETTINGS);
    target =
        EmbeddedTarget.of(Repository.root().resolve("infra/template.yaml"), state)
            .environment("BATCHWRIGHT_SETTINGS", settings.toString())
            .start();
    clients = TargetClients.of(target);
    s3 = clients.s3();
    sfn = clients.sfn();
    s3.createBucket(it -> it.bucket("data"));
    put("in/a.csv", "carrier,n\nUA,1\nAA,2\nUA,3\n");
  }

  @AfterEach
  void stop() {
    clients.close();
  }

  @Test
  void aFailedJobStopsOnlyWhatDependsOnItAndTheSameRunGoesOn() throws IOException {
    DescribeExecutionResponse first = run("n-1", PIPELINE.formatted(""));
    assertThat(first.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(first.error()).isEqualTo("Batchwright.JobsFailed");
    assertThat(first.cause())
        .contains("1 of 4 jobs failed: late (run n-1-late): ")
        .contains("b.csv")
        .contains("Skipped: last since it is after late, and that is not published");
    assertThat(published("early")).isEqualTo("carrier,count\nAA,1\nUA,2\n");
    assertThat(published("again")).isEqualTo("carrier,count\nAA,1\nUA,2\n");
    assertThat(keys("last")).isZero();

    put("in/b.csv", "carrier,n\nF9,1\n");
    DescribeExecutionResponse second = run("n-1-on", PIPELINE.formatted("\"run\": \"n-1\","));

    assertThat(second.status())
        .as("%s: %s", second.error(), second.cause())
        .isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(published("last")).isEqualTo("carrier,count\nF9,1\n");
    JsonNode output = json.readTree(second.output());
    assertThat(output.path("run").asText()).isEqualTo("n-1");
    assertThat(output.path("jobs"))
        .hasSize(4)
        .allSatisfy(job -> assertThat(job.path("status").asText()).isEqualTo("published"));
    assertThat(keys("early")).as("what is published is not done again").isEqualTo(1);
  }

  @Test
  void aCycleIsRefusedBeforeAnythingStarts() {
    DescribeExecutionResponse run =
        run(
            "c-1",
            """
            {"pipeline": "nightly", "jobs": {
              "a": {"after": ["b"], "binding": "x"}, "b": {"after": ["a"], "binding": "x"}}}
            """);
    assertThat(run.error()).endsWith("BadRequestException");
    assertThat(run.cause()).contains("these wait for each other: a after b after a");
    assertThat(
            sfn.listExecutions(it -> it.stateMachineArn(target.stateMachineArn("BatchRun")))
                .executions())
        .isEmpty();
  }

  private DescribeExecutionResponse run(String name, String input) {
    String arn =
        sfn.startExecution(it ->
                it.stateMachineArn(target.stateMachineArn("Pipeline")).name(name).input(input))
            .executionArn();
    return Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> sfn.describeExecution(it -> it.executionArn(arn)),
            answer -> answer.status() != ExecutionStatus.RUNNING);
  }

  private void put(String key, String text) {
    s3.putObject(it -> it.bucket("data").key(key), RequestBody.fromString(text));
  }

  private long keys(String output) {
    return s3.listObjectsV2(it -> it.bucket("data").prefix(output + "/part-")).contents().size();
  }

  private String published(String output) {
    String key =
        s3.listObjectsV2(it -> it.bucket("data").prefix(output + "/part-"))
            .contents()
            .getFirst()
            .key();
    return s3.getObjectAsBytes(it -> it.bucket("data").key(key)).asUtf8String();
  }
}
