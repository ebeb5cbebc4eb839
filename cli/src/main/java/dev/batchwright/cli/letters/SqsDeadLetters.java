package dev.batchwright.cli.letters;

import dev.batchwright.cli.execution.UnreachableException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.sqs.SqsClient;
import software.amazon.awssdk.services.sqs.model.BatchResultErrorEntry;
import software.amazon.awssdk.services.sqs.model.ChangeMessageVisibilityBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.DeleteMessageBatchRequestEntry;
import software.amazon.awssdk.services.sqs.model.Message;
import software.amazon.awssdk.services.sqs.model.MessageSystemAttributeName;
import software.amazon.awssdk.services.sqs.model.ReceiveMessageRequest;

/// [DeadLetters] over the AWS SDK. The client is made, and the queue found, by the first call.
///
/// A queue cannot be searched: every letter is received once, and none is lost, since what is not
/// deleted can be received again at the latest when its time is over.
public final class SqsDeadLetters implements DeadLetters, AutoCloseable {

  /// Messages of one request, the service's own limit.
  private static final int BATCH = 10;

  /// Letters that are received at most: SQS lets 120,000 be on their way, for all receivers.
  private static final int MOST = 50_000;

  /// How long letters are kept from others: enough to receive all of them, some 30 a request.
  private static final Duration HELD = Duration.ofMinutes(10);

  private final Supplier<SqsClient> clients;
  private final Supplier<String> url;
  private final Duration wait;
  private Optional<Reached> reached = Optional.empty();

  private record Reached(SqsClient client, String url) {}

  /// @param url says the queue's URL
  /// @param wait how long an empty answer may take: SQS asks all of its servers only if it may
  ///   wait; up to 20 s
  public SqsDeadLetters(Supplier<SqsClient> clients, Supplier<String> url, Duration wait) {
    this.clients = clients;
    this.url = url;
    this.wait = wait;
  }

  @Override
  public List<Letter> take(String run) {
    Map<String, Letter> received = new HashMap<>();
    Reached queue = queue();
    ReceiveMessageRequest request =
        ReceiveMessageRequest.builder()
            .queueUrl(queue.url())
            .maxNumberOfMessages(BATCH)
            .visibilityTimeout((int) HELD.toSeconds())
            .waitTimeSeconds((int) wait.toSeconds())
            .messageSystemAttributeNames(MessageSystemAttributeName.SENT_TIMESTAMP)
            .build();
    while (received.size() < MOST) {
      List<Message> messages = call(() -> queue.client().receiveMessage(request)).messages();
      if (messages.isEmpty()) {
        break;
      }
      // Delivered twice, a letter has two receipts, of which the later one counts.
      messages.forEach(message -> received.put(message.messageId(), letter(message)));
    }
    giveBack(received.values().stream().filter(it -> !it.run().equals(run)).toList());
    return received.values().stream().filter(it -> it.run().equals(run)).toList();
  }

  private static Letter letter(Message message) {
    String sent = message.attributes().get(MessageSystemAttributeName.SENT_TIMESTAMP);
    return Letter.of(
        message.receiptHandle(),
        sent == null ? Instant.EPOCH : Instant.ofEpochMilli(Long.parseLong(sent)),
        message.body());
  }

  @Override
  public void giveBack(List<Letter> letters) {
    batches(
        letters,
        (id, letter) ->
            ChangeMessageVisibilityBatchRequestEntry.builder()
                .id(id)
                .receiptHandle(letter.receipt())
                .visibilityTimeout(0)
                .build(),
        entries ->
            queue()
                .client()
                .changeMessageVisibilityBatch(it -> it.queueUrl(queue().url()).entries(entries))
                .failed());
  }

  @Override
  public void delete(List<Letter> letters) {
    batches(
        letters,
        (id, letter) ->
            DeleteMessageBatchRequestEntry.builder().id(id).receiptHandle(letter.receipt()).build(),
        entries ->
            queue()
                .client()
                .deleteMessageBatch(it -> it.queueUrl(queue().url()).entries(entries))
                .failed());
  }

  private interface Entry<E> {
    E of(String id, Letter letter);
  }

  private <E> void batches(
      List<Letter> letters, Entry<E> entry, Function<List<E>, List<BatchResultErrorEntry>> send) {
    for (int start = 0; start < letters.size(); start += BATCH) {
      List<E> entries = new ArrayList<>();
      for (int i = start; i < Math.min(letters.size(), start + BATCH); i++) {
        entries.add(entry.of("l" + i, letters.get(i)));
      }
      List<BatchResultErrorEntry> failed = call(() -> send.apply(entries));
      if (!failed.isEmpty()) {
        throw new UnreachableException(
            "%d dead letters of %s stay: %s; they can be received again within %d minutes"
                .formatted(
                    failed.size(), queue().url(), failed.getFirst().message(), HELD.toMinutes()),
            new IllegalStateException(failed.getFirst().code()));
      }
    }
  }

  private Reached queue() {
    Reached queue = reached.orElseGet(() -> new Reached(clients.get(), url.get()));
    reached = Optional.of(queue);
    return queue;
  }

  private <T> T call(Supplier<T> request) {
    try {
      return request.get();
    } catch (SdkException e) {
      throw new UnreachableException(
          "dead letters of %s: %s; check the permissions to receive and delete them"
              .formatted(queue().url(), e.getMessage()),
          e);
    }
  }

  @Override
  public void close() {
    reached.map(Reached::client).ifPresent(SqsClient::close);
  }
}
