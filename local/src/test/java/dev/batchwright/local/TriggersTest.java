package dev.batchwright.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.local.http.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;
import software.amazon.awssdk.services.sqs.SqsClient;

/// Rules, mappings, schedules and the directory watch of a template, over a clock that stands still
/// at 2026-01-01T00:00Z until a test moves it.
class TriggersTest {
  private static final String TEMPLATE = "src/test/resources/embedded/triggers.yaml";

  @TempDir Path directory;

  private final MutableClock clock = new MutableClock();
  private final List<String> happened = new CopyOnWriteArrayList<>();
  private Path mounted;

  @BeforeEach
  void prepare() throws IOException {
    mounted = Files.createDirectories(directory.resolve("mounted"));
    QueueHandler.BATCHES.clear();
  }

  @Test
  void anObjectThatFitsARuleReachesItsTargetsAsEventBridgeWritesIt() throws IOException {
    try (EmbeddedTarget target = start();
        S3Client s3 = TestClients.client(S3Client.builder(), target.endpoint());
        SqsClient sqs = TestClients.client(SqsClient.builder(), target.endpoint())) {
      put(s3, target.bucket("IncomingBucket"), "orders/a b.csv", "one");
      put(s3, target.bucket("IncomingBucket"), "other/a.csv", "no rule is about this one");
      put(s3, target.bucket("QuietBucket"), "orders/b.csv", "this bucket sends no events");
      s3.copyObject(r ->
          r.sourceBucket(target.bucket("IncomingBucket"))
              .sourceKey("orders/a b.csv")
              .destinationBucket(target.bucket("IncomingBucket"))
              .destinationKey("orders/c.csv"));
      multipart(s3, target.bucket("IncomingBucket"), "orders/d.csv");

      List<JsonNode> events = receive(sqs, target.queueUrl("Seen"), 3);
      JsonNode first = events.getFirst();
      assertThat(first.path("detail-type").asText()).isEqualTo("Object Created");
      assertThat(first.path("source").asText()).isEqualTo("aws.s3");
      assertThat(first.path("account").asText()).isEqualTo("000000000000");
      assertThat(first.path("time").asText()).isEqualTo("2026-01-01T00:00:00Z");
      assertThat(first.path("resources").path(0).asText())
          .isEqualTo("arn:aws:s3:::" + target.bucket("IncomingBucket"));
      JsonNode detail = first.path("detail");
      assertThat(detail.at("/bucket/name").asText()).isEqualTo(target.bucket("IncomingBucket"));
      assertThat(detail.at("/object/key").asText()).isEqualTo("orders/a b.csv");
      assertThat(detail.at("/object/size").asLong()).isEqualTo(3);
      assertThat(detail.at("/object/etag").asText()).isEqualTo("f97c5d29941bfb1b2fdab0874906ab82");
      assertThat(detail.path("object").has("version-id")).isFalse();
      assertThat(detail.path("requester").asText()).isEqualTo("000000000000");
      assertThat(detail.path("request-id").asText()).matches("[0-9A-F]{16}");
      assertThat(events)
          .extracting(e -> e.at("/detail/reason").asText())
          .containsExactly("PutObject", "CopyObject", "CompleteMultipartUpload");
      assertThat(events)
          .extracting(e -> e.at("/detail/object/sequencer").asText())
          .isSorted()
          .doesNotHaveDuplicates();
      assertThat(happened)
          .contains("orders/a b.csv fits [UploadRule]", "other/a.csv fits []")
          .doesNotContain("orders/b.csv fits [UploadRule]");
    }
  }

  @Test
  void filesThatAreCopiedIntoAMountedDirectoryAreToldOfOnceEach() throws IOException {
    Files.createDirectories(mounted.resolve("orders"));
    Files.writeString(mounted.resolve("orders/old.csv"), "was there before");
    try (EmbeddedTarget target = start();
        S3Client s3 = TestClients.client(S3Client.builder(), target.endpoint());
        SqsClient sqs = TestClients.client(SqsClient.builder(), target.endpoint())) {
      put(s3, target.bucket("IncomingBucket"), "orders/put.csv", "by S3");
      Files.writeString(mounted.resolve("orders/copied.csv"), "by hand");
      Files.createDirectories(mounted.resolve("orders/new/deep"));
      Files.writeString(mounted.resolve("orders/new/deep/x.csv"), "in a new directory");
      Path elsewhere = Files.createDirectories(directory.resolve("elsewhere/whole"));
      Files.writeString(elsewhere.resolve("y.csv"), "moved with its directory");
      Files.move(elsewhere, mounted.resolve("orders/whole"));

      List<JsonNode> events = receive(sqs, target.queueUrl("Seen"), 4);
      assertThat(events)
          .extracting(e -> e.at("/detail/object/key").asText())
          .containsExactlyInAnyOrder(
              "orders/put.csv", "orders/copied.csv", "orders/new/deep/x.csv", "orders/whole/y.csv");
      JsonNode copied =
          events.stream()
              .filter(e -> e.at("/detail/object/key").asText().endsWith("copied.csv"))
              .findFirst()
              .orElseThrow();
      assertThat(copied.at("/detail/object/etag").asText())
          .isEqualTo(
              s3.headObject(r -> r.bucket(target.bucket("IncomingBucket")).key("orders/copied.csv"))
                  .eTag()
                  .replace("\"", ""));
      assertThat(copied.at("/detail/reason").asText()).isEqualTo("PutObject");

      // Attributes alone are no news; new bytes are.
      boolean unused = mounted.resolve("orders/old.csv").toFile().setExecutable(true);
      Files.writeString(mounted.resolve("orders/copied.csv"), "by hand, again");
      Files.writeString(mounted.resolve("orders/last.csv"), "last");
      assertThat(receive(sqs, target.queueUrl("Seen"), 2))
          .extracting(e -> e.at("/detail/object/key").asText())
          .containsExactlyInAnyOrder("orders/copied.csv", "orders/last.csv");
    }
  }

  @Test
  void aFunctionTakesAQueuesMessagesAndWhatItDoesNotDoBecomesADeadLetter() throws IOException {
    try (EmbeddedTarget target = start();
        SqsClient sqs = TestClients.client(SqsClient.builder(), target.endpoint())) {
      String work = target.queueUrl("Work");
      for (String body : List.of("good 1", "bad", "good 2")) {
        sqs.sendMessage(r -> r.queueUrl(work).messageBody(body));
      }
      await().until(() -> bodies(1).equals(List.of("good 1", "bad", "good 2")));
      await().until(() -> inFlight(sqs, work) == 1);
      // Seen again after its visibility timeout, it waits for others until the window is over.
      clock.advance(Duration.ofSeconds(31));
      await().until(() -> inFlight(sqs, work) == 1);
      assertThat(QueueHandler.BATCHES).hasSize(1);
      clock.advance(Duration.ofSeconds(10));
      await().until(() -> bodies(2).equals(List.of("bad")));
      clock.advance(Duration.ofSeconds(31));
      JsonNode letter = receive(sqs, target.queueUrl("Dead"), 1).getFirst();
      assertThat(letter.asText()).isEqualTo("bad");
      JsonNode first = QueueHandler.BATCHES.getFirst().path("Records").path(0);
      assertThat(first.path("eventSource").asText()).isEqualTo("aws:sqs");
      assertThat(first.path("eventSourceARN").asText())
          .isEqualTo("arn:aws:sqs:us-east-1:000000000000:Work");
      assertThat(first.at("/attributes/ApproximateReceiveCount").asText()).isEqualTo("1");
      assertThat(first.has("messageId") && first.has("receiptHandle")).isTrue();
    }
  }

  @Test
  void schedulesFireOnTheTargetsClockWithTheTimeInThem() throws IOException {
    try (EmbeddedTarget target = start();
        SqsClient sqs = TestClients.client(SqsClient.builder(), target.endpoint())) {
      assertThat(target.nextFirings())
          .containsEntry("NightlySchedule", Instant.parse("2026-01-01T01:00:00Z"))
          .containsEntry("Hourly", Instant.parse("2026-01-01T01:00:00Z"))
          .containsEntry("RunTick", Instant.parse("2026-01-01T06:00:00Z"))
          .hasSize(3);
      clock.advance(Duration.ofHours(1));
      List<JsonNode> messages = receive(sqs, target.queueUrl("Seen"), 2);
      assertThat(messages)
          .extracting(JsonNode::toString)
          .anyMatch(m ->
              m.equals("{\"schedule\":\"orders\",\"scheduledTime\":\"2026-01-01T01:00:00Z\"}"));
      JsonNode event =
          messages.stream().filter(m -> m.has("detail-type")).findFirst().orElseThrow();
      assertThat(event.path("detail-type").asText()).isEqualTo("Scheduled Event");
      assertThat(event.path("time").asText()).isEqualTo("2026-01-01T01:00:00Z");
      clock.advance(Duration.ofHours(5));
      await().until(() -> happened.stream().anyMatch(h -> h.startsWith("started Run ")));
      assertThat(happened).contains("fired RunTick 2026-01-01T06:00:00Z");
    }
  }

  @Test
  void withoutTriggersNothingStarts() throws IOException {
    try (EmbeddedTarget target =
            EmbeddedTarget.of(Path.of(TEMPLATE), directory.resolve("state")).clock(clock).start();
        S3Client s3 = TestClients.client(S3Client.builder(), target.endpoint());
        SqsClient sqs = TestClients.client(SqsClient.builder(), target.endpoint())) {
      put(s3, target.bucket("IncomingBucket"), "orders/a.csv", "one");
      assertThat(sqs.receiveMessage(r -> r.queueUrl(target.queueUrl("Seen"))).messages()).isEmpty();
      assertThat(target.nextFirings()).isEmpty();
    }
  }

  @Test
  void aTriggerThatCannotWorkIsNamedAtTheStart() throws IOException {
    assertThatThrownBy(() -> settings("schedule-to-nobody.yaml", "ScheduleExpression: rate(1 day)"))
        .hasMessageContaining("[Nightly] target 'arn:aws:sqs:us-east-1:000000000000:nobody'");
    assertThatThrownBy(() -> settings("bad.yaml", "ScheduleExpression: cron(0 2 * * *)"))
        .hasMessageContaining("[Nightly] ")
        .hasMessageContaining("has 5 fields; expected 6");
    Path direct =
        Files.writeString(
            directory.resolve("direct.yaml"),
            """
            Resources:
              Incoming:
                Type: AWS::S3::Bucket
                Properties:
                  NotificationConfiguration:
                    QueueConfigurations: [{Event: "s3:ObjectCreated:*", Queue: a}]
            """);
    EmbeddedSettings settings = EmbeddedTarget.of(direct, directory.resolve("state")).triggers();
    assertThatThrownBy(settings::start)
        .hasMessageContaining("[Incoming] NotificationConfiguration has QueueConfigurations")
        .hasMessageContaining("use EventBridgeConfiguration");
    Path filtered =
        Files.writeString(
            directory.resolve("filtered.yaml"),
            """
            Resources:
              Takes:
                Type: AWS::Lambda::EventSourceMapping
                Properties:
                  EventSourceArn: "arn:aws:sqs:us-east-1:000000000000:q"
                  FunctionName: f
                  FilterCriteria: {Filters: [{Pattern: "{}"}]}
            """);
    EmbeddedSettings filters = EmbeddedTarget.of(filtered, directory.resolve("state")).triggers();
    assertThatThrownBy(filters::start)
        .hasMessageContaining("[Takes] FilterCriteria is not applied");
  }

  private void settings(String name, String expression) throws IOException {
    Path file =
        Files.writeString(
            directory.resolve(name),
            """
            Resources:
              Nightly:
                Type: AWS::Scheduler::Schedule
                Properties:
                  %s
                  Target: {Arn: "arn:aws:sqs:us-east-1:000000000000:%s"}
              Queue: {Type: AWS::SQS::Queue, Properties: {QueueName: somebody}}
            """
                .formatted(expression, name.startsWith("bad") ? "somebody" : "nobody"));
    EmbeddedTarget.of(file, directory.resolve("state")).triggers().start().close();
  }

  private EmbeddedTarget start() {
    return EmbeddedTarget.of(Path.of(TEMPLATE), directory.resolve("state"))
        .mount("incoming", mounted)
        .clock(clock)
        .settle(Duration.ofMillis(100))
        .triggers()
        .listener(
            new TriggerListener() {
              @Override
              public void objectCreated(String bucket, String key, List<String> rules) {
                happened.add(key + " fits " + rules);
              }

              @Override
              public void fired(String schedule, Instant scheduledTime) {
                happened.add("fired " + schedule + " " + scheduledTime);
              }

              @Override
              public void executionStarted(String machine, String execution) {
                happened.add("started " + machine + " " + execution);
              }
            })
        .start();
  }

  private static List<String> bodies(int batch) {
    return QueueHandler.BATCHES.size() < batch
        ? List.of()
        : QueueHandler.BATCHES.get(batch - 1).findValuesAsText("body");
  }

  private static int inFlight(SqsClient sqs, String url) {
    return Integer.parseInt(
        sqs.getQueueAttributes(r -> r.queueUrl(url).attributeNamesWithStrings("All"))
            .attributesAsStrings()
            .getOrDefault("ApproximateNumberOfMessagesNotVisible", ""));
  }

  private static void put(S3Client s3, String bucket, String key, String text) {
    s3.putObject(r -> r.bucket(bucket).key(key), RequestBody.fromString(text));
  }

  private static void multipart(S3Client s3, String bucket, String key) {
    String id = s3.createMultipartUpload(r -> r.bucket(bucket).key(key)).uploadId();
    String tag =
        s3.uploadPart(
                r -> r.bucket(bucket).key(key).uploadId(id).partNumber(1),
                RequestBody.fromString("part"))
            .eTag();
    s3.completeMultipartUpload(r ->
        r.bucket(bucket)
            .key(key)
            .uploadId(id)
            .multipartUpload(
                u -> u.parts(CompletedPart.builder().partNumber(1).eTag(tag).build())));
  }

  /// Exactly so many messages, in order: more than that would be seen as well.
  private static List<JsonNode> receive(SqsClient sqs, String url, int count) {
    List<JsonNode> all = new CopyOnWriteArrayList<>();
    await()
        .until(() -> {
          sqs.receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(10).waitTimeSeconds(1))
              .messages()
              .forEach(m -> {
                all.add(json(m.body()));
                sqs.deleteMessage(d -> d.queueUrl(url).receiptHandle(m.receiptHandle()));
              });
          return all.size() >= count;
        });
    assertThat(all).hasSize(count);
    return all;
  }

  private static JsonNode json(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      return Json.MAPPER.valueToTree(text);
    }
  }
}
