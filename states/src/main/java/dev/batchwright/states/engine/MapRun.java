package dev.batchwright.states.engine;

import com.fasterxml.jackson.databind.JsonNode;
import dev.batchwright.states.Limits;
import dev.batchwright.states.port.Place;
import dev.batchwright.states.query.QueryException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
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

  private static final String WRITER_FAILED = "States.ResultWriterFailed";

  private final Execution parent;
  private final String stateName;
  private final String arn;
  private final Instant startDate;
  private final MapRunChildren children;
  private final ChildResults results;
  private final Strand strand;
  private final MapRunTally tally;
  private BiConsumer<Optional<JsonNode>, Optional<Failure>> listener;
  private final Set<Execution> running = new LinkedHashSet<>();
  private volatile MapRunSettings settings;
  private volatile Status status = Status.RUNNING;
  private volatile Optional<Instant> stopDate = Optional.empty();
  private volatile int redriveCount;
  private volatile Optional<Instant> redriveDate = Optional.empty();
  private volatile Optional<Failure> failing = Optional.empty();
  private Optional<Runnable> nextRedrive = Optional.empty();
  private @Nullable ChildInputs inputs;
  private boolean exhausted;
  private boolean aborted;
  private boolean ended;
  private long read;
  private long startedBefore;
  private long started;

  /// @param tally counts the items and children
  /// @param listener is told once an attempt, on this Map Run's strand: a result, or a failure, or
  ///   neither when the result is too large
  MapRun(
      Execution parent,
      String stateName,
      MapRunChildren children,
      String arn,
      MapRunSettings settings,
      MapRunTally tally,
      ChildResults results,
      BiConsumer<Optional<JsonNode>, Optional<Failure>> listener) {
    this.parent = parent;
    this.stateName = stateName;
    this.children = children;
    this.arn = arn;
    this.settings = settings;
    this.results = results;
    this.listener = listener;
    this.startDate = parent.services().time().now();
    this.strand = new Strand(parent.services().time());
    this.tally = tally;
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
    return children.machine();
  }

  /// When it started.
  public Instant startDate() {
    return startDate;
  }

  /// When it ended, once it has.
  public Optional<Instant> stopDate() {
    return stopDate;
  }

  /// The place of the workflow that the Map state is in.
  Place place() {
    return children.place();
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

  /// Why it did not succeed, as far as that is known.
  Optional<Failure> failure() {
    return failing;
  }

  /// How often it has been redriven.
  public int redriveCount() {
    return redriveCount;
  }

  /// When it was last redriven.
  public Optional<Instant> redriveDate() {
    return redriveDate;
  }

  void start(Opening opening) {
    strand.execute(() -> begin(opening));
  }

  private void begin(Opening opening) {
    try {
      results.begin(redriveCount);
    } catch (IOException | RuntimeException e) {
      failWith(Failure.of(WRITER_FAILED, cause(e)));
    }
    try {
      if (failing.isEmpty()) {
        inputs = opening.open();
      }
    } catch (QueryException e) {
      failWith(queryFailure(e));
    } catch (IOException | RuntimeException | LinkageError e) {
      failWith(Failure.of("States.ItemReaderFailed", cause(e)));
    }
    pump();
  }

  /// Goes on after its end: the data set is read again, and what has succeeded is passed over.
  /// While an abort is still under way, after that.
  void redrive(Opening opening, BiConsumer<Optional<JsonNode>, Optional<Failure>> newListener) {
    redriveCount++;
    redriveDate = Optional.of(parent.services().time().now());
    strand.execute(() -> {
      Runnable again = () -> restart(opening, newListener);
      if (ended) {
        again.run();
      } else {
        nextRedrive = Optional.of(again);
      }
    });
  }

  private void restart(
      Opening opening, BiConsumer<Optional<JsonNode>, Optional<Failure>> newListener) {
    listener = newListener;
    stopDate = Optional.empty();
    status = Status.RUNNING;
    failing = Optional.empty();
    exhausted = false;
    aborted = false;
    ended = false;
    startedBefore = started;
    read = 0;
    tally.redrive();
    begin(opening);
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
      failReading(queryFailure(e));
    } catch (ChildInputs.TooLargeException e) {
      failReading(Failure.of(Failure.DATA_LIMIT, cause(e)));
    } catch (IOException | RuntimeException | LinkageError e) {
      failReading(Failure.of("States.ItemReaderFailed", cause(e)));
    }
    judgeFailures();
    if (running.isEmpty() && (exhausted || failing.isPresent())) {
      end();
    }
  }

  private void judgeFailures() {
    OptionalLong total =
        exhausted || tally.sizeKnown() ? OptionalLong.of(tally.totalItems()) : OptionalLong.empty();
    if (failing.isEmpty() && settings.isExceededBy(tally.failedItems(), total)) {
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

  private Optional<ChildInputs.ChildInput> readNext() throws IOException {
    Optional<ChildInputs.ChildInput> next = inputs == null ? Optional.empty() : inputs.next();
    if (next.isPresent()) {
      read++;
    } else {
      exhausted = true;
      closeInputs();
    }
    return next;
  }

  private void launchNext() throws IOException {
    Optional<ChildInputs.ChildInput> next = readNext();
    long index = read - 1;
    if (next.isEmpty() || children.hasSucceeded(index)) {
      return;
    }
    int items = next.get().itemCount();
    if (index < startedBefore) {
      tally.redriven(items);
    } else {
      tally.started(items);
    }
    started = Math.max(started, index + 1);
    Optional<Execution> before = children.takeUnsuccessful(index);
    Execution child = before.orElseGet(() -> children.create(index, next.get().input()));
    running.add(child);
    if (before.isEmpty()) {
      child.start();
    } else if (!child.redriveByMapRun()) {
      tally.notRedrivable(items); // its ending stays what it was
    }
    child.whenEnded(ending -> strand.execute(() -> childEnded(child, index, items, ending)));
  }

  private void childEnded(Execution child, long index, int items, Ending ending) {
    running.remove(child);
    tally.ended(ending.status(), items);
    children.ended(index, child, ending);
    try {
      results.add(index, child, ending);
    } catch (IOException | RuntimeException e) {
      failWith(Failure.of(WRITER_FAILED, cause(e)));
    }
    pump();
  }

  /// Stores may throw what their clients throw, and readers may miss a library.
  private static String cause(Throwable e) {
    return e.getMessage() == null ? e.toString() : e.getMessage();
  }

  private static Failure queryFailure(QueryException e) {
    return Failure.of(e.error(), String.valueOf(e.getMessage()));
  }

  private void failReading(Failure failure) {
    closeInputs();
    failWith(failure);
  }

  private void failWith(Failure failure) {
    if (failing.isEmpty()) {
      failing = Optional.of(failure);
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

  /// Tells the results of the children that will not be started.
  private void reportPending() throws IOException {
    while (results.takesPending() && inputs != null) {
      Optional<ChildInputs.ChildInput> next;
      try {
        next = readNext();
      } catch (IOException | RuntimeException _) {
        closeInputs(); // the Map Run has failed already; what is behind cannot be told
        return;
      }
      long index = read - 1;
      if (next.isPresent() && index >= started && !children.hasSucceeded(index)) {
        results.addPending(next.get().input());
      }
    }
    closeInputs();
  }

  private void end() {
    Optional<JsonNode> result = Optional.empty();
    try {
      reportPending();
      result = results.finish();
    } catch (IOException | RuntimeException e) {
      failWith(Failure.of(WRITER_FAILED, cause(e)));
    }
    closeInputs();
    tally.end();
    ended = true;
    stopDate = Optional.of(parent.services().time().now());
    if (failing.isEmpty()) {
      children.settle();
    }
    status = aborted ? Status.ABORTED : failing.isEmpty() ? Status.SUCCEEDED : Status.FAILED;
    if (!aborted) {
      listener.accept(failing.isEmpty() ? result : Optional.empty(), failing);
    }
    Optional<Runnable> redrive = nextRedrive;
    nextRedrive = Optional.empty();
    redrive.ifPresent(Runnable::run);
  }

  /// Stops it because its execution or state is stopped; its listener hears nothing. It has ended
  /// when its children have.
  void cancel() {
    strand.execute(() -> {
      if (!ended) {
        aborted = true;
        failWith(Failure.of("States.TaskFailed", "The Map Run was aborted."));
        pump();
      }
    });
  }
}
