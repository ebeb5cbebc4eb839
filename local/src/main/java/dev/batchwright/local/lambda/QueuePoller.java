package dev.batchwright.local.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.local.http.Json;
import dev.batchwright.local.http.JsonService;
import dev.batchwright.local.http.ServiceException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Semaphore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes messages out of a queue, invokes the function with them, and deletes those that it has
/// done. The others come again when their visibility timeout has passed, until the queue's redrive
/// policy makes them dead letters.
///
/// One thread receives; each batch has one of its own, at most so many at once as the mapping says.
/// A batch that waits for a place to run is in flight already, as it is on the service.
public final class QueuePoller implements AutoCloseable {
  private static final int MAX_RECEIVE = 10;

  /// How long a receive waits at most, the longest that SQS has. A message that comes ends the
  /// wait.
  private static final int WAIT_SECONDS = 20;

  private final EventSourceMapping mapping;
  private final JsonService queues;
  private final FunctionHost functions;
  private final Clock clock;
  private final String region;
  private final String queue;
  private final Semaphore places;
  private final Thread receiver;
  private volatile boolean closed;

  /// A poller that has not begun.
  ///
  /// @param queues SQS
  /// @param clock tells when a window is over
  public QueuePoller(
      EventSourceMapping mapping,
      JsonService queues,
      FunctionHost functions,
      Clock clock,
      String region) {
    this.mapping = mapping;
    this.queues = queues;
    this.functions = functions;
    this.clock = clock;
    this.region = region;
    this.queue = mapping.queueArn().substring(mapping.queueArn().lastIndexOf(':') + 1);
    this.places = new Semaphore(mapping.maximumConcurrency());
    this.receiver = Thread.ofVirtual().name("poller-" + queue).unstarted(this::run);
  }

  /// Begins to receive.
  public void start() {
    receiver.start();
  }

  /// Receives no more. Batches that are being worked on end with the function host; their messages
  /// stay in the queue.
  @Override
  public void close() {
    closed = true;
    receiver.interrupt();
  }

  private void run() {
    try {
      while (!closed) {
        places.acquire();
        List<JsonNode> batch = batch();
        if (batch.isEmpty()) {
          places.release();
        } else {
          Thread unused =
              Thread.ofVirtual().name("batch-" + queue).start(() -> workAndRelease(batch));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ServiceException e) {
      Log.LOG.error("queue {} is no longer received from: {}", queue, e.text());
    }
  }

  /// The next messages: what is there, and what comes within the window; empty where none came.
  private List<JsonNode> batch() {
    List<JsonNode> batch = new ArrayList<>(receive(mapping.batchSize(), WAIT_SECONDS));
    Instant end = clock.instant().plus(mapping.window());
    boolean more = !batch.isEmpty();
    while (more && batch.size() < mapping.batchSize()) {
      boolean open = clock.instant().isBefore(end) && !closed;
      List<JsonNode> next = receive(mapping.batchSize() - batch.size(), open ? 1 : 0);
      batch.addAll(next);
      more = open || !next.isEmpty();
    }
    return batch;
  }

  private List<JsonNode> receive(int most, int waitSeconds) {
    ObjectNode request = Json.object().put("QueueUrl", queue);
    request.put("MaxNumberOfMessages", Math.min(most, MAX_RECEIVE));
    request.put("WaitTimeSeconds", waitSeconds);
    request.putArray("MessageSystemAttributeNames").add("All");
    request.putArray("MessageAttributeNames").add("All");
    List<JsonNode> messages = new ArrayList<>();
    queues.call("ReceiveMessage", request).path("Messages").forEach(messages::add);
    return messages;
  }

  private void workAndRelease(List<JsonNode> batch) {
    try {
      work(batch);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ServiceException e) {
      Log.LOG.error("a batch of {} was not done by {}: {}", queue, mapping.function(), e.text());
    } finally {
      places.release();
    }
  }

  private void work(List<JsonNode> batch) throws InterruptedException {
    Set<String> ids = new HashSet<>();
    batch.forEach(m -> ids.add(m.path("MessageId").asText()));
    byte[] event = Json.bytes(QueueEvent.of(batch, mapping.queueArn(), region));
    InvocationResult result = functions.invoke(mapping.function(), event);
    Set<String> failed = BatchOutcome.failed(result, mapping.reportsFailures(), ids);
    for (JsonNode message : batch) {
      if (!failed.contains(message.path("MessageId").asText())) {
        ObjectNode delete = Json.object().put("QueueUrl", queue);
        delete.set("ReceiptHandle", message.path("ReceiptHandle"));
        queues.call("DeleteMessage", delete);
      }
    }
    if (!failed.isEmpty()) {
      Log.LOG.warn(
          "{} has not done {} of {} messages of {}; they come again: {}",
          mapping.function(),
          failed.size(),
          batch.size(),
          queue,
          failed);
    }
  }

  /// Loaded by the first failure.
  private static final class Log {
    static final Logger LOG = LoggerFactory.getLogger(QueuePoller.class);
  }
}
