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
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer.OrderAnnotation;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.sfn.model.DescribeExecutionResponse;
import software.amazon.awssdk.services.sfn.model.ExecutionListItem;
import software.amazon.awssdk.services.sfn.model.ExecutionStatus;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// What starts runs, on LocalStack: an upload by EventBridge, queue and function; a schedule by
/// what its target is sent, since LocalStack stores schedules and never fires them.
@TestMethodOrder(OrderAnnotation.class)
class LocalStackTriggersTest {

  private static final Duration PATIENCE = Duration.ofMinutes(3);

  /// What begins the ids of windows, which are those of their runs as well.
  private static final String WINDOW = "gathered-window-";

  /// Windows of earlier passes at the same endpoint.
  private static List<String> windowsBefore = List.of();

  private DeployedStack stack;
  private SqsClient sqs;

  /// Two uploads for a window, which takes its minute while the other tests run.
  @BeforeAll
  static void beginWindow() {
    DeployedStack stack = DeployedStack.get();
    windowsBefore = windows(stack);
    String incoming = stack.output("IncomingBucketName");
    for (String carrier : List.of("AA", "UA")) {
      stack
          .s3()
          .putObject(
              b -> b.bucket(incoming).key("gathered/" + Pass.name(carrier) + ".csv"),
              RequestBody.fromString("carrier,n\n" + carrier + ",1\n"));
    }
  }

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
    String key = "arrivals/" + Pass.name("a") + ".csv";
    String runs = "arrivals-" + Pass.name("a") + "-";
    PutObjectResponse upload =
        stack
            .s3()
            .putObject(
                b -> b.bucket(incoming).key(key),
                RequestBody.fromString("carrier,n\nUA,1\nUA,2\n"));
    DescribeExecutionResponse run = onlyRun(runs);
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
    assertThat(onlyRun(runs).name()).isEqualTo(run.name());
  }

  @Test
  void aFiringOfTheDeployedScheduleIsOneRunHoweverOftenItArrives()
      throws IOException, InterruptedException {
    LocalDate date = Pass.date();
    stack.put("daily/" + date + ".csv", "carrier,n\nAA,1\nUA,2\n");
    JsonNode target = schedule(stack.physicalId("DailySchedule")).path("Target");
    String input = target.path("Input").asText();
    String arn = target.path("Arn").asText();
    String queue = arn.substring(arn.lastIndexOf(':') + 1);
    String url = sqs.getQueueUrl(b -> b.queueName(queue)).queueUrl();
    String firing = input.replace("<aws.scheduler.scheduled-time>", date + "T01:00:00Z");
    assertThat(firing).isNotEqualTo(input);
    send(url, firing);
    send(url, firing);

    DescribeExecutionResponse run = onlyRun("daily-" + date);
    assertThat(run.name()).isEqualTo("daily-" + date + "T0100Z");
    assertThat(run.status())
        .as("%s: %s", run.error(), run.cause())
        .isEqualTo(ExecutionStatus.SUCCEEDED);
    assertThat(stack.published("published/daily/" + date + "/"))
        .isEqualTo("carrier,count\nAA,1\nUA,1\n");
  }

  /// Uploads on both sides of a minute's border are in two windows; which of them an upload is in,
  /// the window says.
  @Test
  @Order(Integer.MAX_VALUE)
  void theUploadsOfAWindowAreOneRun() {
    List<String> uploads =
        Awaitility.await().atMost(PATIENCE).until(() -> gathered(), keys -> keys.size() == 2);
    List<String> windows = uploads.stream().map(key -> key.split("/")[2]).distinct().toList();
    Awaitility.await()
        .atMost(PATIENCE)
        .until(
            () -> runs(WINDOW).stream().map(ExecutionListItem::name).toList().containsAll(windows));

    List<String> carriers = new ArrayList<>();
    for (String window : windows) {
      DescribeExecutionResponse run = onlyRun(window);
      assertThat(run.status())
          .as("%s: %s", run.error(), run.cause())
          .isEqualTo(ExecutionStatus.SUCCEEDED);
      stack.published("published/gathered/" + window + "/").lines().skip(1).forEach(carriers::add);
    }
    assertThat(carriers).containsExactlyInAnyOrder("AA,1", "UA,1");
  }

  /// Where the uploads of this pass are in windows.
  private List<String> gathered() {
    return stack.keys("triggers/windows/" + WINDOW).stream()
        .filter(key -> key.contains("/members/") && !windowsBefore.contains(key.split("/")[2]))
        .toList();
  }

  private static List<String> windows(DeployedStack stack) {
    return stack.keys("triggers/windows/" + WINDOW).stream().map(key -> key.split("/")[2]).toList();
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
