package dev.batchwright.local.sqs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.batchwright.local.MutableClock;
import dev.batchwright.local.TestClients;
import dev.batchwright.local.http.EndpointServer;
import dev.batchwright.local.http.Router;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.core.SdkBytes;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchEntryIdsNotDistinctException;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.EmptyBatchRequestException;
import software.amazon.awssdk.services.sqs.model.InvalidAttributeNameException;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageAttributeValue;
import software.amazon.awssdk.services.sqs.model.MessageNotInflightException;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;
import software.amazon.awssdk.services.sqs.model.QueueDoesNotExistException;
import software.amazon.awssdk.services.sqs.model.QueueNameExistsException;
import software.amazon.awssdk.services.sqs.model.ReceiptHandleIsInvalidException;
import software.amazon.awssdk.services.sqs.model.SendMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.SqsException;

/// SQS as the SDK sees it. The SDK itself checks every MD5 digest of every answer.
class SqsServiceTest {
  @TempDir Path directory;

  private final MutableClock clock = new MutableClock();
  private EndpointServer server;
  private SqsService service;
  private SqsClient sqs;

  @BeforeEach
  void start() {
    server = EndpointServer.bind(0);
    String baseUrl = server.endpoint() + "/000000000000";
    service = new SqsService(directory, baseUrl, "arn:aws:sqs:us-east-1:000000000000:", clock);
    server.serve(new Router("000000000000", List.of(service), Map.of(), e -> e.close()));
    sqs = TestClients.client(SqsClient.builder(), server.endpoint());
  }

  @AfterEach
  void stop() {
    sqs.close();
    service.close();
    server.close();
  }

  @Test
  void aMessageGoesInAndComesOutWithItsAttributes() {
    String url = queue("q");
    Map<String, MessageAttributeValue> attributes =
        Map.of(
            "run", text("String", "r-1"),
            "chunk", text("Number", "17"),
            "raw",
                MessageAttributeValue.builder()
                    .dataType("Binary")
                    .binaryValue(SdkBytes.fromByteArray(new byte[] {0, (byte) 0xff, 7}))
                    .build());

    sqs.sendMessage(r -> r.queueUrl(url).messageBody("höhe ✓ 𝄞").messageAttributes(attributes));
    Message message =
        sqs.receiveMessage(r ->
                r.queueUrl(url)
                    .messageAttributeNames("All")
                    .messageSystemAttributeNames(MessageSystemAttributeName.ALL))
            .messages()
            .getFirst();

    assertThat(message.body()).isEqualTo("höhe ✓ 𝄞");
    assertThat(message.messageAttributes()).isEqualTo(attributes);
    assertThat(message.attributes())
        .containsEntry(MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT, "1")
        .containsEntry(MessageSystemAttributeName.SENT_TIMESTAMP, Long.toString(clock.millis()));
  }

  @Test
  void onlyTheAttributesAskedForComeBack() {
    String url = queue("q");
    sqs.sendMessage(r ->
        r.queueUrl(url)
            .messageBody("b")
            .messageAttributes(Map.of("a.x", text("String", "1"), "b.y", text("String", "2"))));

    Message message =
        sqs.receiveMessage(r -> r.queueUrl(url).messageAttributeNames("a.*")).messages().getFirst();

    assertThat(message.messageAttributes()).containsOnlyKeys("a.x");
    assertThat(message.attributes()).isEmpty();
  }

  @Test
  void aMessageInFlightIsHiddenUntilItsTimeoutAndThenComesAgain() {
    String url = queue("q");
    sqs.sendMessage(r -> r.queueUrl(url).messageBody("b"));

    Message first = receive(url).getFirst();
    assertThat(receive(url)).isEmpty();
    assertThat(count(url, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_NOT_VISIBLE))
        .isEqualTo("1");
    clock.advance(Duration.ofSeconds(30));
    Message second = receive(url).getFirst();

    assertThat(second.messageId()).isEqualTo(first.messageId());
    sqs.deleteMessage(r -> r.queueUrl(url).receiptHandle(first.receiptHandle()));
    clock.advance(Duration.ofSeconds(30));
    assertThat(receive(url)).as("a stale receipt deletes nothing").hasSize(1);
  }

  @Test
  void visibilityCanBeChangedWhileInFlightOnly() {
    String url = queue("q");
    sqs.sendMessage(r -> r.queueUrl(url).messageBody("b"));
    String receipt = receive(url).getFirst().receiptHandle();

    sqs.changeMessageVisibility(r -> r.queueUrl(url).receiptHandle(receipt).visibilityTimeout(0));

    assertThat(receive(url)).hasSize(1);
    assertThatThrownBy(() ->
            sqs.changeMessageVisibility(
                r -> r.queueUrl(url).receiptHandle(receipt).visibilityTimeout(5)))
        .isInstanceOf(MessageNotInflightException.class);
    assertThatThrownBy(() -> sqs.deleteMessage(r -> r.queueUrl(url).receiptHandle("never seen")))
        .isInstanceOf(ReceiptHandleIsInvalidException.class);
  }

  @Test
  void whatWasReceivedTooOftenBecomesADeadLetter() {
    String dead = queue("dead");
    String url =
        queue(
            "q",
            "RedrivePolicy",
            "{\"deadLetterTargetArn\":\"arn:aws:sqs:us-east-1:000000000000:dead\","
                + "\"maxReceiveCount\":2}");
    String id = sqs.sendMessage(r -> r.queueUrl(url).messageBody("poison")).messageId();

    for (int i = 0; i < 2; i++) {
      assertThat(receive(url)).hasSize(1);
      clock.advance(Duration.ofSeconds(30));
    }

    assertThat(receive(url)).isEmpty();
    assertThat(count(url, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)).isEqualTo("0");
    Message letter =
        sqs.receiveMessage(
                r -> r.queueUrl(dead).messageSystemAttributeNames(MessageSystemAttributeName.ALL))
            .messages()
            .getFirst();
    assertThat(letter.messageId()).isEqualTo(id);
    assertThat(letter.attributes())
        .containsEntry(
            MessageSystemAttributeName.DEAD_LETTER_QUEUE_SOURCE_ARN,
            "arn:aws:sqs:us-east-1:000000000000:q");
    assertThat(sqs.listDeadLetterSourceQueues(r -> r.queueUrl(dead)).queueUrls())
        .containsExactly(url);
  }

  @Test
  void delaysAndRetentionFollowTheClock() {
    String url = queue("q", "MessageRetentionPeriod", "60");
    sqs.sendMessage(r -> r.queueUrl(url).messageBody("later").delaySeconds(10));

    assertThat(receive(url)).isEmpty();
    assertThat(count(url, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES_DELAYED))
        .isEqualTo("1");
    clock.advance(Duration.ofSeconds(10));
    assertThat(receive(url)).hasSize(1);
    clock.advance(Duration.ofSeconds(50));
    assertThat(receive(url)).as("older than its retention").isEmpty();
    assertThat(count(url, QueueAttributeName.APPROXIMATE_NUMBER_OF_MESSAGES)).isEqualTo("0");
  }

  @Test
  void aLongPollEndsWhenAMessageIsSent() throws Exception {
    String url = queue("q");
    CompletableFuture<List<Message>> waiting =
        CompletableFuture.supplyAsync(
            () -> sqs.receiveMessage(r -> r.queueUrl(url).waitTimeSeconds(20)).messages());

    sqs.sendMessage(r -> r.queueUrl(url).messageBody("b"));

    assertThat(waiting.get(15, TimeUnit.SECONDS)).hasSize(1);
  }

  @Test
  void batchesAnswerForEachEntry() {
    String url = queue("q");
    sqs.sendMessageBatch(r -> r.queueUrl(url).entries(entry("a", "1"), entry("b", "2")));
    List<Message> received =
        sqs.receiveMessage(r -> r.queueUrl(url).maxNumberOfMessages(10)).messages();
    assertThat(received).extracting(Message::body).containsExactly("1", "2");

    var changed =
        sqs.changeMessageVisibilityBatch(r ->
            r.queueUrl(url)
                .entries(change("a", received.get(0).receiptHandle()), change("b", "unknown#1")));
    var deleted =
        sqs.deleteMessageBatch(r ->
            r.queueUrl(url)
                .entries(
                    DeleteMessageBatchRequestEntry.builder()
                        .id("x")
                        .receiptHandle(received.get(1).receiptHandle())
                        .build()));

    assertThat(changed.successful()).extracting(e -> e.id()).containsExactly("a");
    assertThat(changed.failed()).extracting(e -> e.code()).containsExactly("MessageNotInflight");
    assertThat(deleted.successful()).hasSize(1);
    assertThatThrownBy(() -> sqs.sendMessageBatch(r -> r.queueUrl(url).entries(List.of())))
        .isInstanceOf(EmptyBatchRequestException.class);
    assertThatThrownBy(() ->
            sqs.sendMessageBatch(r -> r.queueUrl(url).entries(entry("a", "1"), entry("a", "2"))))
        .isInstanceOf(BatchEntryIdsNotDistinctException.class);
  }

  @Test
  void queuesAreCreatedFoundListedPurgedAndDeleted() {
    String url = queue("orders", "VisibilityTimeout", "60");

    assertThat(queue("orders", "VisibilityTimeout", "60")).isEqualTo(url);
    assertThatThrownBy(() -> queue("orders", "VisibilityTimeout", "61"))
        .isInstanceOf(QueueNameExistsException.class);
    assertThat(sqs.getQueueUrl(r -> r.queueName("orders")).queueUrl()).isEqualTo(url);
    queue("other");
    assertThat(sqs.listQueues(r -> r.queueNamePrefix("ord")).queueUrls()).containsExactly(url);
    sqs.sendMessage(r -> r.queueUrl(url).messageBody("b"));
    sqs.purgeQueue(r -> r.queueUrl(url));
    assertThat(receive(url)).isEmpty();
    sqs.setQueueAttributes(
        r -> r.queueUrl(url).attributes(Map.of(QueueAttributeName.VISIBILITY_TIMEOUT, "5")));
    assertThat(count(url, QueueAttributeName.VISIBILITY_TIMEOUT)).isEqualTo("5");
    sqs.deleteQueue(r -> r.queueUrl(url));
    assertThatThrownBy(() -> sqs.getQueueUrl(r -> r.queueName("orders")))
        .isInstanceOf(QueueDoesNotExistException.class);
  }

  @Test
  void wrongRequestsAreRefusedByName() {
    String url = queue("q");

    assertThatThrownBy(() -> queue("q2", "VisibilityTimeout", "43201"))
        .hasMessageContaining("VisibilityTimeout")
        .hasMessageContaining("0 to 43200");
    assertThatThrownBy(() -> queue("q2", "Colour", "red"))
        .isInstanceOf(InvalidAttributeNameException.class);
    assertThatThrownBy(() -> queue("q.fifo")).hasMessageContaining("standard queues only");
    assertThatThrownBy(
            () -> sqs.sendMessage(r -> r.queueUrl(url).messageBody("x".repeat((1 << 20) + 1))))
        .hasMessageContaining("1048576");
    assertThatThrownBy(() -> sqs.listMessageMoveTasks(r -> r.sourceArn("arn")))
        .isInstanceOfSatisfying(SqsException.class, e -> assertThat(e.statusCode()).isEqualTo(501))
        .hasMessageContaining("ListMessageMoveTasks is not offered");
  }

  @Test
  void messagesSurviveTheProcess() throws Exception {
    String url = queue("q", "VisibilityTimeout", "60");
    sqs.sendMessage(r -> r.queueUrl(url).messageBody("deleted"));
    sqs.deleteMessage(r -> r.queueUrl(url).receiptHandle(receive(url).getFirst().receiptHandle()));
    sqs.sendMessage(r -> r.queueUrl(url).messageBody("kept"));
    receive(url);
    stop();
    Files.writeString(
        directory.resolve("q" + QueueJournal.SUFFIX),
        "{\"op\":\"put\",\"message\":{\"id\":\"cut sho",
        StandardOpenOption.APPEND);

    start();

    String again = sqs.getQueueUrl(r -> r.queueName("q")).queueUrl();
    assertThat(receive(again)).as("still in flight").isEmpty();
    assertThat(count(again, QueueAttributeName.VISIBILITY_TIMEOUT)).isEqualTo("60");
    clock.advance(Duration.ofSeconds(60));
    assertThat(
            sqs.receiveMessage(r ->
                    r.queueUrl(again)
                        .messageSystemAttributeNames(
                            MessageSystemAttributeName.APPROXIMATE_RECEIVE_COUNT))
                .messages())
        .singleElement()
        .satisfies(m -> {
          assertThat(m.body()).isEqualTo("kept");
          assertThat(m.attributesAsStrings()).containsValue("2");
        });
  }

  @Test
  void theJournalDoesNotGrowWithTraffic() throws Exception {
    service.declare("q", Map.of());
    for (int i = 0; i < 2_000; i++) {
      var request = dev.batchwright.local.http.Json.object().put("QueueUrl", "q");
      service.call("SendMessage", request.deepCopy().put("MessageBody", "b"));
      String receipt =
          service.call("ReceiveMessage", request).at("/Messages/0/ReceiptHandle").asText();
      service.call("DeleteMessage", request.deepCopy().put("ReceiptHandle", receipt));
    }

    try (var lines = Files.lines(directory.resolve("q" + QueueJournal.SUFFIX))) {
      assertThat(lines.count()).isLessThan(1_100);
    }
  }

  private String queue(String name, String... attribute) {
    Map<String, String> attributes =
        attribute.length == 0 ? Map.of() : Map.of(attribute[0], attribute[1]);
    return sqs.createQueue(r -> r.queueName(name).attributesWithStrings(attributes)).queueUrl();
  }

  private List<Message> receive(String url) {
    return sqs.receiveMessage(r -> r.queueUrl(url)).messages();
  }

  private String count(String url, QueueAttributeName name) {
    return sqs.getQueueAttributes(r -> r.queueUrl(url).attributeNames(QueueAttributeName.ALL))
        .attributes()
        .get(name);
  }

  private static MessageAttributeValue text(String type, String value) {
    return MessageAttributeValue.builder().dataType(type).stringValue(value).build();
  }

  private static SendMessageBatchRequestEntry entry(String id, String body) {
    return SendMessageBatchRequestEntry.builder().id(id).messageBody(body).build();
  }

  private static ChangeMessageVisibilityBatchRequestEntry change(String id, String receipt) {
    return ChangeMessageVisibilityBatchRequestEntry.builder()
        .id(id)
        .receiptHandle(receipt)
        .visibilityTimeout(0)
        .build();
  }
}
