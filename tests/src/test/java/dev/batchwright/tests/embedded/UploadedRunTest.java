package dev.batchwright.tests.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.batchwright.batch.trigger.Bindings;
import dev.batchwright.local.EmbeddedTarget;
import dev.batchwright.tests.Repository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;
import software.amazon.awssdk.services.sfn.SfnClient;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Uploads, schedules and backfills with their real handlers on the embedded target: from the
/// message in the queue to published output.
class UploadedRunTest {

  private static final String SETTINGS =
      """
      {"bindings": {
        "orders": {
          "job": "count-by", "settings": {"by": "carrier"},
          "output": "s3://{data}/out/{run}/",
          "uploads": {"prefix": "orders/", "suffix": ".csv"}},
        "daily": {
          "job": "count-by", "settings": {"by": "carrier"},
          "inputs": ["s3://{data}/in/{date}.csv"],
          "output": "s3://{data}/daily/{date}/"}
      }}
      """;

  @TempDir private Path state;
  private EmbeddedTarget target;
  private TargetClients clients;
  private S3Client s3;
  private SfnClient sfn;
  private SqsClient sqs;
  private String data;
  private String incoming;

  @BeforeEach
  void start() throws IOException {
    Path settings = Files.writeString(state.resolve("batchwright.json"), SETTINGS);
    target =
        EmbeddedTarget.of(Repository.root().resolve("infra/template.yaml"), state.resolve("target"))
            .environment(Bindings.VARIABLE, settings.toString())
            .triggers()
            .start();
    clients = TargetClients.of(target);
    s3 = clients.s3();
    sfn = clients.sfn();
    sqs = clients.sqs();
    data = target.bucket("DataBucket");
    incoming = target.bucket("IncomingBucket");
  }

  @AfterEach
  void stop() {
    clients.close();
  }

  private String event(String key, String etag) {
    return """
    {"detail-type": "Object Created", "source": "aws.s3", "time": "2026-11-24T02:00:00Z",
     "detail": {"bucket": {"name": "%s"},
       "object": {"key": "%s", "size": 25, "etag": "%s"}}}
    """
        .formatted(incoming, key, etag.replace("\"", ""));
  }

  private void send(String body) {
    sqs.sendMessage(it -> it.queueUrl(target.queueUrl("Triggers")).messageBody(body));
  }

  @Test
  void anUploadThatIsAnnouncedOftenIsOneRunAndPublishesOnce() {
    String etag =
        s3.putObject(
                it -> it.bucket(incoming).key("orders/a.csv"),
                RequestBody.fromString("carrier,n\nUA,1\nAA,2\nUA,3\n"))
            .eTag();
    send(event("orders/a.csv", etag));
    send(event("orders/a.csv", etag));
    send(event("other/a.csv", etag));
    send(event("orders/a.csv", etag).replace("02:00:00", "02:00:09"));

    Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(50))
        .until(() -> keys("out/").stream().anyMatch(key -> key.endsWith("_SUCCESS")));
    assertThat(keys("out/").stream().filter(key -> key.endsWith("_SUCCESS"))).hasSize(1);
    assertThat(runs())
        .extracting(ExecutionListItem::name)
        .allMatch(it -> it.startsWith("orders-a-csv-"));
    String part = keys("out/").stream().filter(key -> key.contains("/part-")).findFirst().get();
    assertThat(s3.getObjectAsBytes(it -> it.bucket(data).key(part)).asUtf8String())
        .isEqualTo("carrier,count\nAA,1\nUA,2\n");
  }

  @Test
  void aBackfillRunsWhatIsLeftAndGoesOnWithWhatFailed() throws IOException {
    put("in/2026-01-01.csv");
    put("in/2026-01-03.csv");
    DescribeExecutionResponse first = backfill("b-1");
    assertThat(first.status()).isEqualTo(ExecutionStatus.FAILED);
    assertThat(first.cause()).startsWith("1 of 3 dates failed: 2026-01-02: ");

    put("in/2026-01-02.csv");
    DescribeExecutionResponse second = backfill("b-2");
    assertThat(second.status()).as("%s", second.cause()).isEqualTo(ExecutionStatus.SUCCEEDED);
    JsonNode output = new JsonMapper().readTree(second.output());
    assertThat(output.path("published")).extracting(JsonNode::asText).containsExactly("2026-01-02");
    assertThat(output.path("skipped"))
        .extracting(JsonNode::asText)
        .containsExactly("2026-01-01", "2026-01-03");
    assertThat(keys("daily/").stream().filter(key -> key.endsWith("_SUCCESS"))).hasSize(3);
  }

  private DescribeExecutionResponse backfill(String name) {
    String arn =
        sfn.startExecution(it ->
                it.stateMachineArn(target.stateMachineArn("Backfill"))
                    .name(name)
                    .input("{\"binding\":\"daily\",\"from\":\"2026-01-01\",\"to\":\"2026-01-03\"}"))
            .executionArn();
    return Awaitility.await()
        .atMost(Duration.ofMinutes(1))
        .pollInterval(Duration.ofMillis(50))
        .until(
            () -> sfn.describeExecution(it -> it.executionArn(arn)),
            answer -> answer.status() != ExecutionStatus.RUNNING);
  }

  private List<ExecutionListItem> runs() {
    return sfn.listExecutions(it -> it.stateMachineArn(target.stateMachineArn("BatchRun")))
        .executions();
  }

  private void put(String key) {
    s3.putObject(it -> it.bucket(data).key(key), RequestBody.fromString("carrier,n\nUA,1\nAA,2\n"));
  }

  private List<String> keys(String prefix) {
    return s3.listObjectsV2Paginator(it -> it.bucket(data).prefix(prefix)).contents().stream()
        .map(S3Object::key)
        .toList();
  }
}
