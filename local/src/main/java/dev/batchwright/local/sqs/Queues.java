package dev.batchwright.local.sqs;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.local.lock.ProcessLock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileLockInterruptionException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// All queues of the account, behind one lock: dead letters are few, and moving one between two
/// queues is then atomic. The lock is one of all processes that have these queues open.
final class Queues implements AutoCloseable {
  /// How long a waiting receiver sleeps at most before it looks at the clock again; a message that
  /// is sent wakes it at once.
  private static final long LOOK_AGAIN_MILLIS = 1_000;

  private final Path directory;
  private final Clock clock;
  private final Function<String, String> arnOf;
  private final Map<String, Queue> byName = new TreeMap<>();
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition arrival = lock.newCondition();
  private final ProcessLock processes;
  private boolean closed;

  /// Opens all queues that have a file in this directory.
  Queues(Path directory, Clock clock, Function<String, String> arnOf) {
    this.directory = directory;
    this.clock = clock;
    this.arnOf = arnOf;
    this.processes = new ProcessLock(directory.resolve("lock"));
    if (Files.isDirectory(directory)) {
      try (Stream<Path> files = Files.list(directory)) {
        files
            .map(f -> f.getFileName().toString())
            .filter(f -> f.endsWith(QueueJournal.SUFFIX))
            .map(f -> f.substring(0, f.length() - QueueJournal.SUFFIX.length()))
            .forEach(name -> alone(() -> open(name, new QueueAttributes(Map.of()))));
      } catch (IOException e) {
        throw new UncheckedIOException("cannot list the queues in " + directory, e);
      }
    }
  }

  /// Creates a queue; one that exists with the same values of these attributes is left as it is.
  void create(String name, Map<String, String> attributes) {
    locked(() -> {
      Queue existing = byName.get(name);
      if (existing == null) {
        return open(name, new QueueAttributes(attributes));
      }
      Optional<String> difference = existing.attributes().differsIn(attributes);
      if (difference.isPresent()) {
        throw QueueErrors.nameExists(name, difference.get());
      }
      return existing;
    });
  }

  /// Creates a queue or brings the one that is there to exactly these settings; messages stay.
  void declare(String name, Map<String, String> attributes) {
    QueueAttributes wanted = new QueueAttributes(attributes);
    locked(() -> {
      Queue queue = byName.containsKey(name) ? queue(name) : open(name, wanted);
      if (!queue.attributes().equals(wanted)) {
        queue.configure(wanted, clock.millis());
      }
      return queue;
    });
  }

  /// The names of all queues that begin so, in order.
  List<String> names(String prefix) {
    return locked(() -> byName.keySet().stream().filter(n -> n.startsWith(prefix)).toList());
  }

  /// The names of the queues whose dead letters go to this one.
  List<String> sourcesOf(String name) {
    queue(name);
    return locked(() ->
        byName.values().stream()
            .filter(q -> q.attributes().redrive().filter(r -> goesTo(r, name)).isPresent())
            .map(Queue::name)
            .toList());
  }

  void require(String name) {
    locked(() -> queue(name));
  }

  void configure(String name, Map<String, String> changes) {
    locked(() -> {
      Queue queue = queue(name);
      queue.configure(queue.attributes().with(changes), clock.millis());
      arrival.signalAll();
      return queue;
    });
  }

  /// Settings and counts, by attribute name.
  Map<String, String> describe(String name) {
    return locked(() -> {
      Queue queue = queue(name);
      Map<String, String> all = new TreeMap<>(queue.attributes().described());
      all.putAll(queue.statistics(clock.millis()));
      all.put("QueueArn", arnOf.apply(name));
      return all;
    });
  }

  QueueAttributes attributes(String name) {
    return locked(() -> queue(name).attributes());
  }

  void delete(String name) {
    locked(() -> {
      queue(name).delete();
      return byName.remove(name);
    });
  }

  void purge(String name) {
    locked(() -> {
      queue(name).purge();
      return name;
    });
  }

  /// Sends one message.
  ///
  /// @param delaySeconds negative for the queue's own
  Message send(
      String name, String body, ObjectNode attributes, ObjectNode system, int delaySeconds) {
    return locked(() -> {
      Queue queue = queue(name);
      long now = clock.millis();
      Message message =
          new Message(UUID.randomUUID().toString(), body, attributes, system, now, "");
      int limit = queue.attributes().maximumMessageSizeBytes();
      if (message.sizeBytes() > limit) {
        throw QueueErrors.parameter(
            "One or more parameters are invalid. Reason: Message must be shorter than "
                + limit
                + " bytes; it has "
                + message.sizeBytes()
                + ".");
      }
      int delay = delaySeconds < 0 ? queue.attributes().delaySeconds() : delaySeconds;
      queue.add(message, now + delay * 1_000L);
      arrival.signalAll();
      return message;
    });
  }

  /// Hands out up to `max` messages, waiting for the first one where none is there.
  ///
  /// The wait costs a virtual thread and no other; it ends early when a message is sent.
  ///
  /// @param visibilitySeconds negative for the queue's own
  /// @param waitSeconds negative for the queue's own
  List<Delivery> receive(String name, int max, int visibilitySeconds, int waitSeconds) {
    lock.lock();
    try {
      QueueAttributes settings = queue(name).attributes();
      int wait = waitSeconds < 0 ? settings.receiveWaitSeconds() : waitSeconds;
      long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(wait);
      while (true) {
        List<Delivery> deliveries = alone(() -> take(queue(name), max, visibilitySeconds));
        long leftNanos = deadlineNanos - System.nanoTime();
        if (!deliveries.isEmpty() || leftNanos <= 0 || closed) {
          return deliveries;
        }
        awaitArrival(queue(name), leftNanos);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return List.of();
    } catch (UncheckedIOException e) {
      if (e.getCause() instanceof ClosedByInterruptException
          || e.getCause() instanceof FileLockInterruptionException) {
        return List.of(); // interrupted while another process had the queues
      }
      throw e;
    } finally {
      lock.unlock();
    }
  }

  void deleteMessage(String name, String receipt) {
    locked(() -> {
      if (!queue(name).delete(receipt)) {
        throw QueueErrors.receipt(receipt);
      }
      return name;
    });
  }

  void changeVisibility(String name, String receipt, int seconds) {
    locked(() -> {
      if (!queue(name).changeVisibility(receipt, clock.millis(), seconds)) {
        throw QueueErrors.notInFlight();
      }
      arrival.signalAll();
      return name;
    });
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      arrival.signalAll();
      byName.values().forEach(Queue::close);
      processes.close();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot close the lock of the queues in " + directory, e);
    } finally {
      lock.unlock();
    }
  }

  private List<Delivery> take(Queue queue, int max, int visibilitySeconds) {
    QueueAttributes settings = queue.attributes();
    Optional<RedrivePolicy> redrive = settings.redrive();
    @Nullable Queue deadLetters = redrive.map(r -> byName.get(r.deadLetterQueue())).orElse(null);
    int limit = deadLetters == null ? Integer.MAX_VALUE : redrive.get().maxReceiveCount();
    int visibility = visibilitySeconds < 0 ? settings.visibilitySeconds() : visibilitySeconds;
    long now = clock.millis();
    List<Delivery> deliveries = new ArrayList<>();
    List<Message> exhausted = new ArrayList<>();
    while (deliveries.size() < max) {
      Held held = queue.next(now, limit, exhausted);
      if (held == null) {
        break;
      }
      deliveries.add(queue.deliver(held, now, visibility));
    }
    if (deadLetters != null) {
      for (Message message : exhausted) {
        // First there, then here: a kill in between doubles a dead letter and loses none.
        deadLetters.add(message.deadLetterOf(arnOf.apply(queue.name())), now);
        queue.remove(message.id());
        arrival.signalAll();
      }
    }
    return deliveries;
  }

  private void awaitArrival(Queue queue, long leftNanos) throws InterruptedException {
    long untilVisible =
        queue.nextVisibleMillis().map(v -> v - clock.millis()).orElse(LOOK_AGAIN_MILLIS);
    long millis = Math.clamp(untilVisible, 1, LOOK_AGAIN_MILLIS);
    boolean unused =
        arrival.await(
            Math.min(leftNanos, TimeUnit.MILLISECONDS.toNanos(millis)), TimeUnit.NANOSECONDS);
  }

  private Queue open(String name, QueueAttributes attributes) {
    Path file = directory.resolve(name + QueueJournal.SUFFIX);
    Queue queue = new Queue(name, file, attributes, clock.millis());
    byName.put(name, queue);
    return queue;
  }

  private Queue queue(String name) {
    Queue queue = byName.get(name);
    if (queue == null) {
      throw QueueErrors.noSuchQueue(name);
    }
    return queue;
  }

  private static boolean goesTo(RedrivePolicy redrive, String name) {
    return redrive.deadLetterQueue().equals(name);
  }

  private <T extends @Nullable Object> T locked(Supplier<T> action) {
    lock.lock();
    try {
      return alone(action);
    } finally {
      lock.unlock();
    }
  }

  /// Does something while no other process works on the queues, after taking in what they did.
  private <T extends @Nullable Object> T alone(Supplier<T> action) {
    try (ProcessLock.Hold _ = processes.hold()) {
      byName.values().forEach(Queue::catchUp);
      return action.get();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot lock the queues in " + directory, e);
    }
  }
}
