package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;

/// The scheduled tasks of activities, and the workers that wait for them.
///
/// A task goes to the worker that has waited longest; a worker gets the task that has waited
/// longest.
public final class Activities {

  /// One task, as a worker gets it.
  ///
  /// @param token what the worker answers with
  /// @param input what to work on
  public record Assignment(String token, JsonNode input) {}

  /// A worker that waits.
  @FunctionalInterface
  public interface Poll {
    /// Takes a task.
    ///
    /// @return whether the worker is still there to do it
    boolean take(Assignment assignment);
  }

  /// A task that waits for a worker.
  interface Scheduled {
    String token();

    JsonNode input();

    /// A worker has taken it.
    void started(Optional<String> worker);
  }

  private record Waiting(Optional<String> worker, Poll poll) {}

  private static final class Queues {
    final Queue<Scheduled> tasks = new ArrayDeque<>();
    final Queue<Waiting> workers = new ArrayDeque<>();
  }

  private final Map<String, Queues> byArn = new HashMap<>();

  Activities() {}

  /// A state schedules a task.
  synchronized void schedule(String activityArn, Scheduled task) {
    queues(activityArn).tasks.add(task);
    match(activityArn);
  }

  /// A state no longer wants its task done.
  synchronized void withdraw(String activityArn, Scheduled task) {
    queues(activityArn).tasks.remove(task);
  }

  /// A worker asks for a task; it gets one now or, as long as it waits, later.
  public synchronized void poll(String activityArn, Optional<String> worker, Poll poll) {
    queues(activityArn).workers.add(new Waiting(worker, poll));
    match(activityArn);
  }

  /// A worker waits no longer.
  public synchronized void leave(String activityArn, Poll poll) {
    queues(activityArn).workers.removeIf(it -> it.poll == poll);
  }

  private Queues queues(String activityArn) {
    return byArn.computeIfAbsent(activityArn, _ -> new Queues());
  }

  private void match(String activityArn) {
    Queues queues = queues(activityArn);
    Iterator<Waiting> workers = queues.workers.iterator();
    while (workers.hasNext() && !queues.tasks.isEmpty()) {
      Waiting next = workers.next();
      workers.remove();
      Scheduled task = queues.tasks.element();
      if (next.poll.take(new Assignment(task.token(), task.input()))) {
        queues.tasks.remove();
        task.started(next.worker);
      }
    }
  }
}
