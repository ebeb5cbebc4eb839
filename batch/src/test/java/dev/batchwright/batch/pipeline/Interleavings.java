package dev.batchwright.batch.pipeline;

import dev.batchwright.batch.storage.Storage;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Semaphore;
import java.util.function.IntUnaryOperator;

/// Runs actors that share a store in every order that their requests can have, or in many random
/// ones. An actor may be cut off before a request, and is then done again from the start.
final class Interleavings {

  /// Sets one run up, and gives what is to hold at its end.
  @FunctionalInterface
  interface Scenario {
    Runnable prepare(Interleavings run);
  }

  private static final class CutOff extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static final class Actor {
    final Semaphore mayGo = new Semaphore(0);
    final Semaphore stands = new Semaphore(0);
    int requests;
    int cutBefore = -1;
    boolean done;
    Throwable failure;
  }

  private static final ThreadLocal<Actor> CURRENT = new ThreadLocal<>();

  private final IntUnaryOperator choose;
  private final List<Actor> actors = new ArrayList<>();

  private Interleavings(IntUnaryOperator choose) {
    this.choose = choose;
  }

  /// Every order. @return how many there are
  static int all(Scenario scenario) {
    List<Integer> prefix = new ArrayList<>();
    int runs = 0;
    while (true) {
      List<Integer> chosen = new ArrayList<>();
      List<Integer> options = new ArrayList<>();
      run(
          scenario,
          count -> {
            int at = chosen.size();
            int choice = at < prefix.size() ? prefix.get(at) : 0;
            chosen.add(choice);
            options.add(count);
            return choice;
          });
      runs++;
      int last = chosen.size() - 1;
      while (last >= 0 && chosen.get(last) + 1 == options.get(last)) {
        last--;
      }
      if (last < 0) {
        return runs;
      }
      prefix.clear();
      prefix.addAll(chosen.subList(0, last));
      prefix.add(chosen.get(last) + 1);
    }
  }

  /// One random order.
  static void random(Random random, Scenario scenario) {
    run(scenario, random::nextInt);
  }

  private static void run(Scenario scenario, IntUnaryOperator choose) {
    Interleavings run = new Interleavings(choose);
    Runnable check = scenario.prepare(run);
    run.toTheEnd();
    check.run();
  }

  /// The store as the actors see it: each of their requests waits for its turn.
  Storage stepwise(Storage store) {
    return (Storage)
        Proxy.newProxyInstance(
            Storage.class.getClassLoader(),
            new Class<?>[] {Storage.class},
            (_, method, arguments) -> {
              request();
              try {
                return method.invoke(store, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /// An actor.
  ///
  /// @param cutBefore the request before which it is cut off once, -1 for never
  void actor(Runnable work, int cutBefore) {
    Actor actor = new Actor();
    actor.cutBefore = cutBefore;
    actors.add(actor);
    Thread.ofVirtual()
        .start(() -> {
          CURRENT.set(actor);
          try {
            try {
              work.run();
            } catch (CutOff _) {
              work.run();
            }
          } catch (Throwable e) {
            actor.failure = e;
          } finally {
            actor.done = true;
            actor.stands.release();
          }
        });
    actor.stands.acquireUninterruptibly();
  }

  private static void request() {
    Actor actor = CURRENT.get();
    if (actor.requests++ == actor.cutBefore) {
      throw new CutOff();
    }
    actor.stands.release();
    actor.mayGo.acquireUninterruptibly();
  }

  private void toTheEnd() {
    while (true) {
      List<Actor> left = actors.stream().filter(actor -> !actor.done).toList();
      if (left.isEmpty()) {
        break;
      }
      Actor next = left.get(choose.applyAsInt(left.size()));
      next.mayGo.release();
      next.stands.acquireUninterruptibly();
    }
    for (Actor actor : actors) {
      if (actor.failure != null) {
        throw new AssertionError("an actor failed", actor.failure);
      }
    }
  }
}
