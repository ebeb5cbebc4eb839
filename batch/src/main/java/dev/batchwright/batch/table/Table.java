package dev.batchwright.batch.table;

import dev.batchwright.batch.model.BadRequestException;
import dev.batchwright.batch.model.InputChangedException;
import dev.batchwright.batch.model.InputObject;
import dev.batchwright.batch.model.Json;
import dev.batchwright.batch.model.RunPlan;
import dev.batchwright.batch.model.S3Location;
import dev.batchwright.batch.model.TransientException;
import dev.batchwright.batch.storage.ObjectHead;
import dev.batchwright.batch.storage.PinnedObject;
import dev.batchwright.batch.storage.Storage;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// A prefix in which every run has an output of its own, and the one object that says which of them
/// is current: `_current.json`.
///
/// It is written by conditional writes only, each of which names what it replaces, so that of two
/// who move it at once neither undoes the other. The rule of a run that publishes: it becomes
/// current unless the current one is after it in [Order]. So a run that comes late does not move
/// the pointer back, publishing again changes nothing, and after a rollback only runs move it that
/// were planned after the rollback.
///
/// Safe for many threads.
public final class Table {

  /// The pointer's name. Athena, Spark and Glue pass over names that start with `_`.
  public static final String POINTER = "_current.json";

  /// Whoever loses this often has met as many others who moved the pointer meanwhile.
  private static final int MAX_TRIES = 100;

  private final Storage storage;
  private final S3Location prefix;
  private final InstantSource clock;

  private record Known(Current current, String etag) {}

  /// @param prefix the table's prefix, which ends with a slash
  public Table(Storage storage, S3Location prefix, InstantSource clock) {
    this.storage = storage;
    this.prefix = prefix;
    this.clock = clock;
  }

  /// Where the pointer is.
  public S3Location pointer() {
    return prefix.plus(POINTER);
  }

  /// What the pointer says, if there is one.
  public Optional<Current> current() {
    return read().map(Known::current);
  }

  /// Points at a run that has published, unless the current one is after it.
  ///
  /// @return what is current now
  public Current advance(RunPlan plan) {
    Order order = new Order(plan.sawGeneration().orElse(0), plan.plannedAt(), plan.run());
    Current.Entry entry = new Current.Entry(plan.run(), plan.request().output());
    return move(known -> {
      if (known.isPresent()
          && (known.get().run().equals(plan.run()) || order.compareTo(known.get().order()) <= 0)) {
        return known.get();
      }
      List<Current.Entry> earlier = known.map(Table::withCurrent).orElse(List.of());
      return next(known, entry, Current.MovedBy.PUBLISH, order, earlier);
    });
  }

  /// Points at an earlier run, or at any published run of the table. Runs that were planned before
  /// this do not move the pointer any more.
  ///
  /// @param to the run; the one that was current before where it is empty
  /// @return what is current now
  /// @throws BadRequestException when there is no pointer, no run before, or the run is not
  ///   published
  public Current rollBack(Optional<String> to) {
    Current seen = current().orElseThrow(this::absent);
    // Decided once: after a lost answer "the run before" would be one further back.
    Current.Entry target = target(seen, to);
    checkPublished(target);
    return move(known -> {
      Current current = known.orElseThrow(this::absent);
      if (target.run().equals(current.run())) {
        return current;
      }
      if (current.generation() != seen.generation()) {
        throw new BadRequestException(
            "%s was moved to run %s meanwhile; look at it, and roll back again if need be"
                .formatted(pointer(), current.run()));
      }
      return next(
          known,
          target,
          Current.MovedBy.ROLLBACK,
          Order.from(current.generation() + 1),
          before(current, target));
    });
  }

  private BadRequestException absent() {
    return new BadRequestException(
        pointer() + " is not there: no run has published into this table");
  }

  private Current.Entry target(Current current, Optional<String> to) {
    if (to.isEmpty()) {
      return current.earlier().stream()
          .findFirst()
          .orElseThrow(() ->
              new BadRequestException(
                  "run %s is the first of %s; there is none before it to go back to"
                      .formatted(current.run(), prefix)));
    }
    return Stream.concat(Stream.of(current.entry()), current.earlier().stream())
        .filter(it -> it.run().equals(to.get()))
        .findFirst()
        .orElseGet(() -> new Current.Entry(to.get(), prefix.plus(to.get() + "/").uri()));
  }

  /// The runs before one that is gone back to; where it is none of the earlier runs, all of them.
  private static List<Current.Entry> before(Current current, Current.Entry target) {
    int at = current.earlier().indexOf(target);
    return at < 0
        ? withCurrent(current)
        : current.earlier().subList(at + 1, current.earlier().size());
  }

  private static List<Current.Entry> withCurrent(Current current) {
    List<Current.Entry> all = new ArrayList<>();
    all.add(current.entry());
    all.addAll(current.earlier());
    return all.subList(0, Math.min(all.size(), Current.MAX_EARLIER));
  }

  private void checkPublished(Current.Entry target) {
    S3Location output = S3Location.parse(target.output());
    boolean published =
        storage.head(output.plus("_SUCCESS")).isPresent()
            && storage.head(output.plus("manifest.json")).isPresent();
    if (!published) {
      throw new BadRequestException(
          "run %s is not published under %s, so that the table cannot point at it"
              .formatted(target.run(), output));
    }
  }

  private Current next(
      Optional<Current> known,
      Current.Entry entry,
      Current.MovedBy movedBy,
      Order order,
      List<Current.Entry> earlier) {
    return new Current(
        entry.run(),
        entry.output(),
        entry.output() + "manifest.json",
        known.map(Current::generation).orElse(0L) + 1,
        movedBy,
        clock.instant(),
        order,
        earlier);
  }

  /// Writes what `step` makes of the pointer, on top of exactly what it was made of. A write whose
  /// answer was lost is met again by the next look, as its own.
  private Current move(Function<Optional<Current>, Current> step) {
    for (int i = 0; i < MAX_TRIES; i++) {
      Optional<Known> known = read();
      Current wanted = step.apply(known.map(Known::current));
      if (known.filter(it -> it.current().equals(wanted)).isPresent() || write(known, wanted)) {
        return wanted;
      }
    }
    throw new TransientException(
        pointer() + " was moved by others " + MAX_TRIES + " times meanwhile; try again");
  }

  private boolean write(Optional<Known> known, Current wanted) {
    byte[] json = Json.write(wanted);
    return known.isPresent()
        ? storage.putIfMatch(pointer(), json, known.get().etag())
        : storage.putIfAbsent(pointer(), json);
  }

  /// The pointer with the ETag that it was read under.
  private Optional<Known> read() {
    for (int i = 0; i < MAX_TRIES; i++) {
      Optional<ObjectHead> head = storage.head(pointer());
      if (head.isEmpty()) {
        return Optional.empty();
      }
      InputObject pinned =
          new InputObject(
              prefix.bucket(),
              pointer().key(),
              head.get().etag(),
              Optional.empty(),
              head.get().sizeBytes());
      try {
        byte[] json = new PinnedObject(storage, pinned).bytes(0, pinned.sizeBytes());
        return Optional.of(
            new Known(Json.read(json, Current.class, pointer().uri()), pinned.etag()));
      } catch (InputChangedException _) {
        // It was moved between the two requests.
      }
    }
    throw new TransientException(pointer() + " is moved faster than it can be read; try again");
  }
}
