package dev.batchwright.tests.localstack;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// What starts runs, on LocalStack: an upload by EventBridge, queue and function; a schedule by
/// what its target is sent, since LocalStack stores schedules and never fires them.
class LocalStackTriggersTest {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  private DeployedStack stack;
  private SqsClient sqs;

  @BeforeEach
  void deploy() {
    stack = DeployedStack.get();
    sqs = LocalStackTarget.client(SqsClient.builder());
  }

  @AfterEach
  void close() {
    sqs.close();
  }

  @Test
  void anUploadIsOneRunHoweverOftenItIsAnnounced() {
    String incoming = stack.output("IncomingBucketName");
    String key = "arrivals/a.csv";
    PutObjectResponse upload =
        stack
            .s3()
            .putObject(
                b -> b.bucket(incoming).key(key),
                RequestBody.fromString("carrier,n\nUA,1\nUA,2\n"));
    DescribeExecutionResponse run = onlyRun("arrivals-");
    assertThat(run.status())
        .as("%s: %s", run.error(), run.cause())
        .isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(stack.published("published/arrivals/" + run.name() + "/"))
        .isEqualTo("carrier,count\nUA,2\n");

    String again =
        """
        {"source": "aws.s3", "detail-type": "Object Created", "time": "2026-11-24T02:00:00Z",
         "detail": {"bucket": {"name": "%s"}, "object": {
           "key": "%s", "size": 20, "etag": "%s", "version-id": "%s"}}}
        """
            .formatted(incoming, key, upload.eTag().replace("\"", ""), upload.versionId());
    send(stack.physicalId("Triggers"), again);
    assertThat(onlyRun("arrivals-").name()).isEqualTo(run.name());
  }

  @Test
  void aFiringOfTheDeployedScheduleIsOneRunHoweverOftenItArrives()
      throws IOException, InterruptedException {
    stack.put("daily/2026-11-24.csv", "carrier,n\nAA,1\nUA,2\n");
    JsonNode target = schedule(stack.physicalId("DailySchedule")).path("Target");
    String input = target.path("Input").asText();
    String arn = target.path("Arn").asText();
    String queue = arn.substring(arn.lastIndexOf(':') + 1);
    String url = sqs.getQueueUrl(b -> b.queueName(queue)).queueUrl();
    String firing = input.replace("<aws.scheduler.scheduled-time>", "2026-11-24T01:00:00Z");
    assertThat(firing).isNotEqualTo(input);
    send(url, firing);
    send(url, firing);

    DescribeExecutionResponse run = onlyRun("daily-");
    assertThat(run.name()).isEqualTo("daily-2026-11-24T0100Z");
    assertThat(run.status())
        .as("%s: %s", run.error(), run.cause())
        .isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(stack.published("published/daily/2026-11-24/"))
        .isEqualTo("carrier,count\nAA,1\nUA,1\n");
  }

  /// A schedule by the Scheduler's API; an emulator only looks whom the signature is for.
  private static JsonNode schedule(String name) throws IOException, InterruptedException {
    URI uri =
        LocalStackTarget.endpoint()
            .resolve("/schedules/" + name + "?groupName=" + DeployedStack.NAME);
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .header(
                "Authorization",
                "AWS4-HMAC-SHA256 Credential=test/20261124/us-east-1/scheduler/aws4_request, "
                    + "SignedHeaders=host, Signature=none")
            .build();
    try (HttpClient client = HttpClient.newHttpClient()) {
      String answer = client.send(request, HttpResponse.BodyHandlers.ofString()).body();
      JsonNode schedule = new JsonMapper().readTree(answer);
      assertThat(schedule.path("ScheduleExpressionTimezone").asText())
          .as(answer)
          .isEqualTo("Europe/Vienna");
      return schedule;
    }
  }

  private void send(String url, String body) {
    sqs.sendMessage(b -> b.queueUrl(url).messageBody(body));
  }

  /// The one run whose id begins so, at its end, when all triggers are dealt with.
  private DescribeExecutionResponse onlyRun(String prefix) {
    Awaitility.await().atMost(PATIENCE).until(() -> runs(prefix), runs -> !runs.isEmpty());
    Awaitility.await().atMost(PATIENCE).until(() -> waiting("Triggers"), waiting -> waiting == 0);
    assertThat(waiting("TriggersDeadLetters")).isZero();
    List<ExecutionListItem> runs = runs(prefix);
    assertThat(runs).hasSize(1);
    return stack.ended(runs.getFirst().executionArn());
  }

  private List<ExecutionListItem> runs(String prefix) {
    String machine = stack.output("BatchRunArn");
    return stack
        .sfn()
        .listExecutionsPaginator(b -> b.stateMachineArn(machine))
        .executions()
        .stream()
        .filter(run -> run.name().startsWith(prefix))
        .toList();
  }

  /// Messages in a queue, those that a function is at included.
  private int waiting(String queue) {
    Map<QueueAttributeName, String> counts =
        sqs.getQueueAttributes(b ->
                b.queueUrl(stack.physicalId(queue))
                    .attributeNames(
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES,
                        QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
            .attributes();
    return counts.values().stream().mapToInt(Integer::parseInt).sum();
  }
}
