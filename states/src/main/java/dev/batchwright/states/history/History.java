package dev.batchwright.states.history;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/// The events of one execution, written by its own strand and readable by everybody while it runs.
///
/// A history that keeps nothing still numbers its events: Express executions have ids in their
/// messages, but no history to read.
public final class History {

  private final boolean kept;
  private final List<HistoryEvent> events = new ArrayList<>();
  private long count;

  private History(boolean kept) {
    this.kept = kept;
  }

  /// A history that can be read.
  public static History recorded() {
    return new History(true);
  }

  /// A history that only counts.
  public static History counted() {
    return new History(false);
  }

  /// Adds an event and returns its id.
  public synchronized long add(long previousId, Instant at, String type, ObjectNode details) {
    count++;
    if (kept) {
      events.add(new HistoryEvent(count, previousId, at, type, details));
    }
    return count;
  }

  /// How many events there were.
  public synchronized long count() {
    return count;
  }

  /// Whether events can be read at all.
  public boolean isKept() {
    return kept;
  }

  /// The events so far, in order.
  public synchronized List<HistoryEvent> events() {
    return List.copyOf(events);
  }

  /// At most `limit` events from place `from` (0 is the first event, or the last one in reverse).
  public synchronized List<HistoryEvent> page(int from, int limit, boolean reverse) {
    List<HistoryEvent> order = reverse ? events.reversed() : events;
    int start = Math.min(from, order.size());
    return List.copyOf(order.subList(start, Math.min(order.size(), start + limit)));
  }
}
