package dev.batchwright.local.sqs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.batchwright.local.MutableClock;
import dev.batchwright.local.http.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Two processes on one directory of queues, here two [Queues], which share nothing but files.
class SharedQueuesTest {

  @TempDir Path directory;
  private final MutableClock clock = new MutableClock();

  private Queues open() {
    Queues queues = new Queues(directory, clock, name -> "arn:" + name);
    queues.declare("dead", Map.of());
    return queues;
  }

  private static String send(Queues queues, String body) {
    return queues.send("dead", body, Json.object(), Json.object(), 0).id();
  }

  private static List<Delivery> receive(Queues queues, int seconds) {
    return queues.receive("dead", 10, seconds, 0);
  }

  private static List<String> bodies(List<Delivery> deliveries) {
    return deliveries.stream().map(it -> it.message().body()).toList();
  }

  @Test
  void whatOneDoesTheOtherSees() {
    try (Queues one = open();
        Queues two = open()) {
      send(one, "a");
      send(two, "b");
      List<Delivery> received = receive(two, 30);
      assertThat(bodies(received)).as("in the order of arrival").containsExactly("a", "b");
      assertThat(receive(one, 30)).as("the other has them").isEmpty();
      one.changeVisibility("dead", received.getFirst().receipt(), 0);
      assertThat(bodies(receive(two, 30))).containsExactly("a");
      one.deleteMessage("dead", received.get(1).receipt());
      one.purge("dead");
      send(two, "c");
      assertThat(bodies(receive(one, 30))).containsExactly("c");
    }
    clock.advance(Duration.ofSeconds(31));
    try (Queues later = open()) {
      assertThat(bodies(receive(later, 30))).containsExactly("c");
    }
  }

  @Test
  void nothingIsLostOrDoubledWhenBothWriteAndRewrite() throws InterruptedException {
    Set<String> sent = ConcurrentHashMap.newKeySet();
    Set<String> got = ConcurrentHashMap.newKeySet();
    try (Queues one = open();
        Queues two = open()) {
      Thread writer =
          Thread.ofVirtual()
              .start(() -> {
                for (int i = 0; i < 1_500; i++) {
                  sent.add(send(one, "m" + i));
                }
              });
      boolean over = false;
      while (!over) {
        over = !writer.isAlive();
        for (Delivery delivery : receive(two, 30)) {
          assertThat(got.add(delivery.message().id())).as("once").isTrue();
          two.deleteMessage("dead", delivery.receipt());
          over = false;
        }
      }
      writer.join();
    }
    assertThat(got).hasSize(1_500).isEqualTo(sent);
  }

  @Test
  void aRecordThatItsProcessWasKilledInIsLeftOut() throws IOException {
    try (Queues one = open()) {
      send(one, "a");
      Path file = directory.resolve("dead" + QueueJournal.SUFFIX);
      Files.writeString(file, "{\"op\":\"put\",\"mess", StandardOpenOption.APPEND);
      send(one, "b");
      assertThat(bodies(receive(one, 30))).containsExactly("a", "b");
      clock.advance(Duration.ofSeconds(31));
      try (Queues two = open()) {
        assertThat(bodies(receive(two, 30))).containsExactly("a", "b");
      }
    }
  }
}
