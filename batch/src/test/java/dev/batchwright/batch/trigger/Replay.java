package dev.batchwright.batch.trigger;

import dev.batchwright.batch.model.RunRequest;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.storage.ListPage;
import dev.batchwright.batch.storage.ObjectHead;
import dev.batchwright.batch.storage.Storage;
import dev.batchwright.batch.storage.StoredObject;
import java.io.Serial;
import java.lang.reflect.Proxy;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Explores every order in which the requests of some actors can reach a store, where actors may
/// die once after any of them and begin again.
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

    /// S3 as far as windows need it.
    Object answer(String method, S3Location at, Object[] arguments) {
      byte[] there = objects.get(at.key());
      return switch (method) {
        case "get" -> Optional.ofNullable(there);
        case "head" ->
            Optional.ofNullable(there)
                .map(it -> new ObjectHead("\"e\"", Optional.empty(), it.length, Map.of()));
        case "putIfAbsent" -> objects.putIfAbsent(at.key(), (byte[]) arguments[1]) == null;
        case "put" -> {
          objects.put(at.key(), (byte[]) arguments[1]);
          yield "\"e\"";
        }
        case "list" ->
            new ListPage(
                objects.keySet().stream()
                    .filter(key -> key.startsWith(at.key()))
                    .map(key ->
                        new StoredObject(
                            at.plus(key.substring(at.key().length())), "e", 1, Instant.EPOCH))
                    .toList(),
                false);
        default -> throw new AssertionError("no such request is expected: " + method);
      };
    }

    /// The content for whoever looks at it afterwards.
    Storage store() {
      return proxy((method, arguments) -> answer(method, (S3Location) arguments[0], arguments));
    }
  }

  private static Storage proxy(BiFunction<String, Object[], Object> answer) {
    return (Storage)
        Proxy.newProxyInstance(
            Storage.class.getClassLoader(),
            new Class<?>[] {Storage.class},
            (_, method, arguments) -> answer.apply(method.getName(), arguments));
  }

  private record Place(List<Optional<Object>> answers, int life, boolean done) {
    static final Place START = new Place(List.of(), 0, false);
  }

  private record Node(World world, List<Place> places, boolean died) {
    String key() {
      StringBuilder key = new StringBuilder().append(died);
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
  private final Set<Integer> mortal;
  private final Consumer<World> check;
  private final Set<String> seen = new HashSet<>();
  private int ends;

  private Replay(List<Actor> actors, Set<Integer> mortal, Consumer<World> check) {
    this.actors = actors;
    this.mortal = mortal;
    this.check = check;
  }

  /// Explores all orders.
  ///
  /// @param mortal which of them may die; one of them does, or none, in one order
  /// @param check what has to hold when all actors are done
  /// @return how many different ends there are
  static int all(List<Actor> actors, Set<Integer> mortal, Consumer<World> check) {
    Replay replay = new Replay(actors, mortal, check);
    replay.explore(new Node(new World(), actors.stream().map(_ -> Place.START).toList(), false));
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
        explore(new Node(world, with(node.places, i, next), node.died));
        if (mortal.contains(i) && !node.died) {
          Place reborn = new Place(List.of(), 1, false);
          explore(new Node(world, with(node.places, i, reborn), true));
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
    Requests requests = new Requests(answers, world, Thread.currentThread());
    boolean done = true;
    try {
      actor.act(requests.storage(), requests.starter(), place.life);
    } catch (Paused _) {
      done = false;
    }
    return new Place(answers, place.life, done);
  }

  private static final class Requests {
    private final List<Optional<Object>> answers;
    private final World world;
    private final Thread actor;
    private int next;
    private boolean moved;

    Requests(List<Optional<Object>> answers, World world, Thread actor) {
      this.answers = answers;
      this.world = world;
      this.actor = actor;
    }

    /// Members are read by threads of their own; they never change, so when does not matter.
    Storage storage() {
      Storage store = world.store();
      return proxy((method, arguments) ->
          Thread.currentThread() == actor
              ? request(() -> world.answer(method, (S3Location) arguments[0], arguments))
              : store.get((S3Location) arguments[0]));
    }

    RunStarter starter() {
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
