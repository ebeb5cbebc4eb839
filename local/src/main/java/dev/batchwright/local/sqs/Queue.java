package dev.batchwright.local.sqs;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.batchwright.local.http.Json;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// One standard queue: its messages, who may see them when, and its journal.
///
/// Not thread-safe: the lock of `Queues` guards all queues, since a redrive touches two.
final class Queue {
  /// The journal is shrunk when it has this many records more than twice the messages held.
  private static final int JOURNAL_SLACK = 1_000;

  private final String name;
  private final QueueJournal journal;
  private final Map<String, Held> byId = new LinkedHashMap<>();
  private final TreeSet<Held> ready =
      new TreeSet<>(Comparator.comparingLong((Held h) -> h.sequence));
  private final TreeSet<Held> hidden =
      new TreeSet<>(
          Comparator.comparingLong((Held h) -> h.visibleMillis).thenComparingLong(h -> h.sequence));
  private QueueAttributes attributes;
  private long createdMillis;
  private long modifiedMillis;
  private long nextSequence;

  /// Opens the queue in this file, with the messages that it has.
  ///
  /// @param fresh the settings, where the file is not there yet; otherwise they are the file's
  Queue(String name, Path file, QueueAttributes fresh, long nowMillis) {
    this.name = name;
    this.attributes = fresh;
    this.createdMillis = nowMillis;
    this.modifiedMillis = nowMillis;
    for (JsonNode record : QueueJournal.read(file)) {
      replay(record);
    }
    hidden.addAll(byId.values());
    this.journal = QueueJournal.rewrite(file, snapshot());
  }

  /// Takes in what other processes did with this queue.
  void catchUp() {
    Optional<QueueJournal.News> news = journal.news();
    if (news.isEmpty()) {
      return;
    }
    ready.clear();
    hidden.clear();
    if (news.get().anew()) {
      byId.clear();
    }
    news.get().records().forEach(this::replay);
    hidden.addAll(byId.values());
    if (journal.isCutShort()) {
      journal.compact(snapshot());
    }
  }

  String name() {
    return name;
  }

  QueueAttributes attributes() {
    return attributes;
  }

  void configure(QueueAttributes changed, long nowMillis) {
    attributes = changed;
    modifiedMillis = nowMillis;
    journal.append(settingsRecord());
  }

  void add(Message message, long visibleMillis) {
    Held held = new Held(message, nextSequence++, visibleMillis);
    byId.put(message.id(), held);
    hidden.add(held);
    record(held.putRecord());
  }

  /// The next message that may be handed out now and has been handed out fewer times than the
  /// limit.
  ///
  /// @param exhausted takes out of the queue what has reached the limit
  @Nullable Held next(long nowMillis, int receiveLimit, List<Message> exhausted) {
    reveal(nowMillis);
    while (!ready.isEmpty()) {
      Held held = ready.first();
      if (expired(held, nowMillis)) {
        drop(held);
      } else if (held.receiveCount >= receiveLimit) {
        exhausted.add(held.message);
        ready.remove(held);
      } else {
        return held;
      }
    }
    return null;
  }

  /// Hands a message out: nobody else sees it until its visibility timeout has passed.
  Delivery deliver(Held held, long nowMillis, int visibilitySeconds) {
    ready.remove(held);
    held.receiveCount++;
    if (held.firstReceivedMillis == 0) {
      held.firstReceivedMillis = nowMillis;
    }
    hide(held, nowMillis + visibilitySeconds * 1_000L);
    return new Delivery(held.message, held.receipt(), held.receiveCount, held.firstReceivedMillis);
  }

  /// Takes the message with this id out, wherever it is.
  void remove(String id) {
    Held held = byId.get(id);
    if (held != null) {
      drop(held);
    }
  }

  /// Deletes what this receipt stands for. A receipt of an earlier delivery deletes nothing:
  /// somebody else has the message now.
  ///
  /// @return false where the receipt is not of this queue's form
  boolean delete(String receipt) {
    if (receipt.indexOf('#') < 0) {
      return false;
    }
    held(receipt).ifPresent(this::drop);
    return true;
  }

  /// Moves the end of the visibility timeout of a message in flight.
  ///
  /// @return false where it is not in flight
  boolean changeVisibility(String receipt, long nowMillis, int seconds) {
    Optional<Held> held = held(receipt).filter(h -> h.inFlight(nowMillis));
    held.ifPresent(h -> {
      hidden.remove(h);
      ready.remove(h);
      hide(h, nowMillis + seconds * 1_000L);
    });
    return held.isPresent();
  }

  void purge() {
    byId.clear();
    ready.clear();
    hidden.clear();
    journal.compact(snapshot());
  }

  /// When the next hidden message becomes visible; empty where none is hidden.
  Optional<Long> nextVisibleMillis() {
    return hidden.isEmpty() ? Optional.empty() : Optional.of(hidden.first().visibleMillis);
  }

  /// The counts and times that `GetQueueAttributes` adds to the settings.
  Map<String, String> statistics(long nowMillis) {
    reveal(nowMillis);
    for (Iterator<Held> oldest = List.copyOf(byId.values()).iterator(); oldest.hasNext(); ) {
      Held held = oldest.next();
      if (!expired(held, nowMillis)) {
        break;
      }
      drop(held);
    }
    long inFlight = hidden.stream().filter(h -> h.receiveCount > 0).count();
    Map<String, String> counts = new TreeMap<>();
    counts.put("ApproximateNumberOfMessages", Integer.toString(ready.size()));
    counts.put("ApproximateNumberOfMessagesNotVisible", Long.toString(inFlight));
    counts.put("ApproximateNumberOfMessagesDelayed", Long.toString(hidden.size() - inFlight));
    counts.put("CreatedTimestamp", Long.toString(createdMillis / 1_000));
    counts.put("LastModifiedTimestamp", Long.toString(modifiedMillis / 1_000));
    return counts;
  }

  void delete() {
    journal.delete();
  }

  void close() {
    journal.close();
  }

  private Optional<Held> held(String receipt) {
    int mark = receipt.indexOf('#');
    return Optional.ofNullable(mark < 0 ? null : byId.get(receipt.substring(0, mark)))
        .filter(h -> h.receipt().equals(receipt));
  }

  private void hide(Held held, long visibleMillis) {
    held.visibleMillis = visibleMillis;
    hidden.add(held);
    record(held.changeRecord());
  }

  private void reveal(long nowMillis) {
    while (!hidden.isEmpty() && hidden.first().visibleMillis <= nowMillis) {
      ready.add(hidden.removeFirst());
    }
  }

  private boolean expired(Held held, long nowMillis) {
    return held.message.sentMillis() + attributes.retentionSeconds() * 1_000L <= nowMillis;
  }

  private void drop(Held held) {
    ready.remove(held);
    hidden.remove(held);
    byId.remove(held.message.id());
    record(Json.object().put("op", "drop").put("id", held.message.id()));
  }

  private void record(ObjectNode record) {
    journal.append(record);
    if (journal.lines() > 2 * byId.size() + JOURNAL_SLACK) {
      journal.compact(snapshot());
    }
  }

  private List<ObjectNode> snapshot() {
    List<ObjectNode> records = new ArrayList<>();
    records.add(settingsRecord());
    byId.values().forEach(h -> records.add(h.putRecord()));
    return records;
  }

  private ObjectNode settingsRecord() {
    ObjectNode record = Json.object().put("op", "settings").put("createdMillis", createdMillis);
    record.put("modifiedMillis", modifiedMillis);
    attributes.values().forEach(record.putObject("attributes")::put);
    return record;
  }

  private void replay(JsonNode record) {
    String id = record.path("id").asText();
    switch (record.path("op").asText()) {
      case "settings" -> {
        Map<String, String> values = new TreeMap<>();
        record
            .path("attributes")
            .properties()
            .forEach(a -> values.put(a.getKey(), a.getValue().asText()));
        attributes = new QueueAttributes(values);
        createdMillis = record.path("createdMillis").asLong();
        modifiedMillis = record.path("modifiedMillis").asLong();
      }
      case "put" -> {
        Held held = new Held(Held.message(record.path("message")), nextSequence++, 0);
        held.restore(record);
        byId.put(held.message.id(), held);
      }
      case "change" -> {
        Held held = byId.get(id);
        if (held != null) {
          held.restore(record);
        }
      }
      default -> byId.remove(id);
    }
  }
}
