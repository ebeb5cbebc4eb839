package dev.batchwright.batch.trigger;

import dev.batchwright.batch.model.RunRequest;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.storage.MemoryStorage;
import dev.batchwright.batch.storage.Storage;
import java.io.Serial;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Explores every order in which the requests of some actors can reach a store, each actor dying
/// once after any of them and beginning again.
///
/// An actor's place is the answers that it has had: it is brought there by running it from the
/// start with these. So a state is the store's content and the answers of each, and no state is
/// explored twice, however many orders lead to it.
final class Replay {

  /// What an actor does with a store; `life` is 0 before it dies and 1 after.
  interface Actor {
    void act(Storage storage, RunStarter starter, int life);
  }

  /// What is shared: the objects, and the windows that were opened.
  static final class World {
    final TreeMap<String, byte[]> objects = new TreeMap<>();
    final TreeSet<String> opened = new TreeSet<>();

    World copy() {
      World copy = new World();
      copy.objects.putAll(objects);
      copy.opened.addAll(opened);
      return copy;
    }

    MemoryStorage store() {
      MemoryStorage store = MemoryStorage.withBuckets(2, "data");
      objects.forEach(
          (key, bytes) -> store.put(new S3Location("data", key), bytes, 0, bytes.length));
      return store;
    }

    void take(MemoryStorage store) {
      objects.clear();
      store.visible().forEach(at -> objects.put(at.key(), store.get(at).orElseThrow()));
    }
  }

  private record Place(List<Optional<Object>> answers, int life, boolean done) {
    static final Place START = new Place(List.of(), 0, false);
  }

  private record Node(World world, List<Place> places) {
    String key() {
      StringBuilder key = new StringBuilder();
      world.objects.forEach((k, v) -> key.append(k).append('=').append(new String(v)).append(';'));
      key.append(world.opened);
      for (Place place : places) {
        key.append('|').append(place.life).append(place.done);
        place.answers.forEach(answer -> key.append(text(answer)).append(','));
      }
      return key.toString();
    }

    private static String text(Optional<Object> answer) {
      Object value = answer.orElse("-");
      return value instanceof Optional<?> some && some.orElse(null) instanceof byte[] bytes
          ? new String(bytes)
          : value.toString();
    }
  }

  private static final class Paused extends RuntimeException {
    @Serial private static final long serialVersionUID = 1L;

    Paused() {
      super(null, null, false, false);
    }
  }

  private final List<Actor> actors;
  private final Consumer<World> check;
  private final Set<String> seen = new HashSet<>();
  private int ends;

  private Replay(List<Actor> actors, Consumer<World> check) {
    this.actors = actors;
    this.check = check;
  }

  /// Explores all orders.
  ///
  /// @param check what has to hold when all actors are done
  /// @return how many different ends there are
  static int all(List<Actor> actors, Consumer<World> check) {
    Replay replay = new Replay(actors, check);
    replay.explore(new Node(new World(), actors.stream().map(_ -> Place.START).toList()));
    return replay.ends;
  }

  private void explore(Node node) {
    if (!seen.add(node.key())) {
      return;
    }
    boolean end = true;
    for (int i = 0; i < actors.size(); i++) {
      Place place = node.places.get(i);
      if (!place.done) {
        end = false;
        World world = node.world.copy();
        Place next = step(actors.get(i), place, world);
        explore(new Node(world, with(node.places, i, next)));
        if (place.life == 0) {
          explore(new Node(world, with(node.places, i, new Place(List.of(), 1, false))));
        }
      }
    }
    if (end) {
      ends++;
      check.accept(node.world.copy());
    }
  }

  private static List<Place> with(List<Place> places, int index, Place place) {
    List<Place> copy = new ArrayList<>(places);
    copy.set(index, place);
    return copy;
  }

  /// Lets an actor make one request more than it has answers for.
  private static Place step(Actor actor, Place place, World world) {
    List<Optional<Object>> answers = new ArrayList<>(place.answers);
    MemoryStorage store = world.store();
    Requests requests = new Requests(answers, store, Thread.currentThread());
    boolean done = true;
    try {
      actor.act(requests.storage(), requests.starter(world), place.life);
    } catch (Paused _) {
      done = false;
    }
    world.take(store);
    return new Place(answers, place.life, done);
  }

  private static final class Requests {
    private final List<Optional<Object>> answers;
    private final MemoryStorage store;
    private final Thread actor;
    private int next;
    private boolean moved;

    Requests(List<Optional<Object>> answers, MemoryStorage store, Thread actor) {
      this.answers = answers;
      this.store = store;
      this.actor = actor;
    }

    Storage storage() {
      return (Storage)
          Proxy.newProxyInstance(
              Storage.class.getClassLoader(),
              new Class<?>[] {Storage.class},
              // Members are read by threads of their own; they never change, so when does not
              // matter.
              (_, method, arguments) ->
                  Thread.currentThread() == actor
                      ? request(() -> invoke(method, arguments))
                      : invoke(method, arguments));
    }

    RunStarter starter(World world) {
      return new RunStarter() {
        @Override
        public boolean start(String run, RunRequest request) {
          throw new AssertionError("no run is started by who adds to a window");
        }

        @Override
        public void open(WindowRequest window) {
          request(() -> world.opened.add(window.startsAt().toString()));
        }
      };
    }

    private Object invoke(Method method, Object[] arguments) {
      try {
        return method.invoke(store, arguments);
      } catch (InvocationTargetException | IllegalAccessException e) {
        throw new AssertionError(e);
      }
    }

    private Object request(Supplier<Object> real) {
      if (next < answers.size()) {
        return answers.get(next++).orElse(null);
      }
      if (moved) {
        throw new Paused();
      }
      moved = true;
      Object answer = real.get();
      answers.add(Optional.ofNullable(answer));
      next++;
      return answer;
    }
  }
}
