package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.Limits;
import dev.batchwright.states.definition.MachineType;
import dev.batchwright.states.port.Place;
import dev.batchwright.states.query.QueryException;
import dev.batchwright.states.query.Uuids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.BitSet;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/// One Map Run: starts child executions over a data set that it reads as a stream, never more at
/// once than its concurrency, and keeps account of them.
///
/// Its own strand does the reading and starting; reading blocks that strand's virtual thread only.
/// Of a child that has ended nothing is kept but what the Map's result or the API needs.
public final class MapRun {

  /// Where a Map Run stands.
  public enum Status {
    RUNNING,
    SUCCEEDED,
    FAILED,
    ABORTED
  }

  /// Opens a data set; blocking is fine.
  @FunctionalInterface
  interface Opening {
    ChildInputs open() throws IOException;
  }

  private final Execution parent;
  private final String stateName;
  private final Place place;
  private final Machine childMachine;
  private final String arn;
  private final Instant startDate;
  private final ChildResults results;
  private final Strand strand;
  private final SplittableRandom random;
  private final MapRunTally tally;
  private final boolean sizeKnown;
  private BiConsumer<Optional<JsonNode>, Optional<Failure>> listener;
  private final Set<Execution> running = new LinkedHashSet<>();
  private volatile MapRunSettings settings;
  private volatile Status status = Status.RUNNING;
  private volatile Optional<Instant> stopDate = Optional.empty();
  private volatile int redriveCount;
  private volatile Optional<Instant> redriveDate = Optional.empty();
  private final BitSet succeeded = new BitSet();
  private Optional<Failure> failing = Optional.empty();
  private @Nullable ChildInputs inputs;
  private boolean exhausted;
  private boolean ended;
  private long launched;
  private int generation;

  /// @param place of the workflow that the Map state is in
  /// @param listener is told once, on this Map Run's strand: a result, or a failure, or neither
  ///   when the result is too large
  MapRun(
      Execution parent,
      String stateName,
      Place place,
      Machine childMachine,
      String arn,
      MapRunSettings settings,
      OptionalLong itemCount,
      ChildResults results,
      SplittableRandom random,
      BiConsumer<Optional<JsonNode>, Optional<Failure>> listener) {
    this.parent = parent;
    this.stateName = stateName;
    this.place = place;
    this.childMachine = childMachine;
    this.arn = arn;
    this.settings = settings;
    this.results = results;
    this.random = random;
    this.listener = listener;
    this.startDate = parent.services().time().now();
    this.strand = new Strand(parent.services().time());
    this.tally = new MapRunTally(itemCount.orElse(0));
    this.sizeKnown = itemCount.isPresent();
  }

  /// The Map Run's ARN.
  public String arn() {
    return arn;
  }

  /// The execution whose Map state this is.
  public Execution parent() {
    return parent;
  }

  /// The Map state that it belongs to.
  public String stateName() {
    return stateName;
  }

  /// The machine of its children.
  public Machine childMachine() {
    return childMachine;
  }

  /// When it started.
  public Instant startDate() {
    return startDate;
  }

  /// When it ended, once it has.
  public Optional<Instant> stopDate() {
    return stopDate;
  }

  /// Where it stands.
  public Status status() {
    return status;
  }

  /// Concurrency and tolerance in force.
  public MapRunSettings settings() {
    return settings;
  }

  /// Its items.
  public MapRunCounts itemCounts() {
    return tally.itemCounts(status == Status.SUCCEEDED);
  }

  /// Its child executions.
  public MapRunCounts executionCounts() {
    return tally.childCounts(status == Status.SUCCEEDED);
  }

  /// Changes concurrency or tolerance while it runs.
  public void update(MapRunSettings changed) {
    settings = changed;
    strand.execute(this::pump);
  }

  void start(Opening opening) {
    strand.execute(() -> {
      try {
        inputs = opening.open();
      } catch (QueryException e) {
        failWith(queryFailure(e));
      } catch (IOException | RuntimeException e) {
        failReading(e);
      }
      pump();
    });
  }

  /// How often it has been redriven.
  public int redriveCount() {
    return redriveCount;
  }

  /// When it was last redriven.
  public Optional<Instant> redriveDate() {
    return redriveDate;
  }

  /// Goes on after its end: the data set is read again, and what has succeeded is passed over.
  void redrive(Opening opening, BiConsumer<Optional<JsonNode>, Optional<Failure>> newListener) {
    redriveCount++;
    redriveDate = Optional.of(parent.services().time().now());
    stopDate = Optional.empty();
    status = Status.RUNNING;
    strand.execute(() -> {
      listener = newListener;
      failing = Optional.empty();
      exhausted = false;
      ended = false;
      launched = 0;
      generation++;
      running.clear();
      tally.restart(sizeKnown ? tally.totalItems() : 0);
    });
    start(opening);
  }

  /// Starts children while there is room, and ends when there is nothing more to wait for.
  private void pump() {
    if (ended) {
      return;
    }
    judgeFailures();
    try {
      while (failing.isEmpty() && !exhausted && running.size() < concurrency()) {
        launchNext();
      }
    } catch (QueryException e) {
      failWith(queryFailure(e));
    } catch (IOException | RuntimeException e) {
      failReading(e);
    }
    judgeFailures();
    if (running.isEmpty() && (exhausted || failing.isPresent())) {
      end();
    }
  }

  private void judgeFailures() {
    if (failing.isEmpty() && toleranceExceeded()) {
      failWith(
          Failure.of(
              "States.ExceedToleratedFailureThreshold",
              "The specified tolerated failure threshold was exceeded"));
    }
  }

  private long concurrency() {
    int wanted = settings.maxConcurrency();
    return wanted == 0
        ? Limits.MAX_DISTRIBUTED_CONCURRENCY
        : Math.min(wanted, Limits.MAX_DISTRIBUTED_CONCURRENCY);
  }

  private void launchNext() throws IOException {
    Optional<ChildInputs.ChildInput> next = inputs == null ? Optional.empty() : inputs.next();
    if (next.isEmpty()) {
      exhausted = true;
      closeInputs();
      return;
    }
    long index = launched++;
    if (succeeded.get(Math.toIntExact(index))) {
      return;
    }
    Services services = parent.services();
    String name = Uuids.random(random);
    Execution child =
        new Execution(
            services,
            childMachine,
            services.names().execution(childMachine.name(), name),
            name,
            next.get().input(),
            Optional.of(arn),
            new Place.Item(place, stateName, index));
    int items = next.get().itemCount();
    running.add(child);
    tally.started(items);
    if (childMachine.type() == MachineType.STANDARD) {
      services.children().started(child);
    }
    int born = generation;
    child.whenEnded(ending ->
        strand.execute(() -> {
          if (born == generation) {
            childEnded(child, index, items, ending);
          }
        }));
    child.start();
  }

  private void childEnded(Execution child, long index, int items, Ending ending) {
    running.remove(child);
    tally.ended(ending.status(), items);
    if (ending.status() == ExecutionStatus.SUCCEEDED) {
      succeeded.set(Math.toIntExact(index));
    }
    if (childMachine.type() == MachineType.STANDARD) {
      parent.services().children().ended(child);
    }
    try {
      results.add(index, child, ending);
    } catch (IOException | RuntimeException e) {
      failWith(Failure.of("States.ResultWriterFailed", String.valueOf(e.getMessage())));
    }
    pump();
  }

  /// A percentage needs the total: without it, it is judged when everything has been read.
  private boolean toleranceExceeded() {
    long failed = tally.failedItems();
    if (failed == 0) {
      return false;
    }
    MapRunSettings now = settings;
    if (!now.hasTolerance()) {
      return true;
    }
    if (now.toleratedFailureCount().filter(it -> failed > it).isPresent()) {
      return true;
    }
    return (exhausted || sizeKnown)
        && now.toleratedFailurePercentage()
            .filter(it -> failed * 100.0 / tally.totalItems() > it)
            .isPresent();
  }

  /// Stores may throw what their clients throw: whatever it is, the items could not be read.
  private void failReading(Exception e) {
    String cause = e.getMessage() == null ? e.toString() : e.getMessage();
    failWith(Failure.of("States.ItemReaderFailed", cause));
  }

  private static Failure queryFailure(QueryException e) {
    return Failure.of(e.error(), String.valueOf(e.getMessage()));
  }

  private void failWith(Failure failure) {
    if (failing.isEmpty()) {
      failing = Optional.of(failure);
      closeInputs();
      running.forEach(Execution::abortSoon);
    }
  }

  private void closeInputs() {
    if (inputs != null) {
      try {
        inputs.close();
      } catch (UncheckedIOException _) {
        // Everything that was wanted has been read: a close that fails takes nothing away.
      }
      inputs = null;
    }
  }

  private void end() {
    Optional<JsonNode> result = Optional.empty();
    try {
      result = results.finish(failing.isEmpty());
    } catch (IOException | RuntimeException e) {
      failWith(Failure.of("States.ResultWriterFailed", String.valueOf(e.getMessage())));
    }
    close(failing.isEmpty() ? Status.SUCCEEDED : Status.FAILED);
    listener.accept(failing.isEmpty() ? result : Optional.empty(), failing);
  }

  private void close(Status last) {
    ended = true;
    stopDate = Optional.of(parent.services().time().now());
    status = last;
  }

  /// Stops it because its execution or state is stopped; its listener hears nothing.
  void cancel() {
    strand.execute(() -> {
      if (!ended) {
        failing = Optional.of(Failure.of("States.TaskFailed", "The Map Run was aborted."));
        closeInputs();
        running.forEach(Execution::abortSoon);
        close(Status.ABORTED);
      }
    });
  }
}
