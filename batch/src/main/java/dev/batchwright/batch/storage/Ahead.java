package dev.batchwright.batch.storage;

import dev.batchwright.batch.model.TransientException;
import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.function.BiConsumer;
import java.util.function.Function;

/// Does the same request for many things at once, and hands the answers on in the order of the
/// things, on the caller's own thread. What is in flight is bounded by number and by weight. For
/// one caller.
///
/// @param <T> what is asked for
/// @param <R> what is answered
public final class Ahead<T, R> {

  private record InFlight<T, R>(T thing, int weight, FutureTask<R> task) {}

  private final Background background;
  private final Function<T, R> request;
  private final BiConsumer<T, R> consumer;
  private final int limit;
  private final int limitWeight;
  private final ArrayDeque<InFlight<T, R>> inFlight = new ArrayDeque<>();
  private int weight;

  /// @param background who does the requests
  /// @param request what is asked of each thing
  /// @param consumer done in order on the caller's thread
  /// @param limit things in flight
  /// @param limitWeight weight of all things in flight, unless one alone is heavier
  public Ahead(
      Background background,
      Function<T, R> request,
      BiConsumer<T, R> consumer,
      int limit,
      int limitWeight) {
    this.background = background;
    this.request = request;
    this.consumer = consumer;
    this.limit = limit;
    this.limitWeight = limitWeight;
  }

  /// Asks for one more thing, after handing on as many answers as make room for it.
  public void add(T thing, int thingWeight) {
    while (!inFlight.isEmpty()
        && (inFlight.size() >= limit || weight + thingWeight > limitWeight)) {
      settle();
    }
    FutureTask<R> task = background.submit(() -> request.apply(thing));
    inFlight.add(new InFlight<>(thing, thingWeight, task));
    weight += thingWeight;
  }

  /// Hands on all answers that are left.
  public void finish() {
    while (!inFlight.isEmpty()) {
      settle();
    }
  }

  private void settle() {
    InFlight<T, R> first = inFlight.remove();
    weight -= first.weight();
    try {
      consumer.accept(first.thing(), first.task().get());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TransientException("interrupted while waiting for the store", e);
    } catch (ExecutionException e) {
      throw Failures.unwrap(e);
    }
  }
}
